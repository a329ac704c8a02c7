import { Foreign } from "./Foreign";
import { Part } from "./Part";

/** Short facts that the program wants to be found by. */
export function Tags({ tags }: { tags: Readonly<Record<string, string>> }) {
  return (
    <Part title="Tags">
      <dl className="flex flex-wrap gap-2">
        {Object.entries(tags).map(([name, value]) => (
          <div
            key={name}
            className="flex min-w-0 flex-wrap gap-x-1.5 rounded-sm border border-hairline px-2 py-0.5"
          >
            <dt className="min-w-0 text-muted">
              <Foreign most={100}>{name}</Foreign>
            </dt>
            <dd className="min-w-0">
              <Foreign most={200}>{value}</Foreign>
            </dd>
          </div>
        ))}
      </dl>
    </Part>
  );
}
