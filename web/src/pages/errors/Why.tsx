import { Foreign } from "./Foreign";
import { Part } from "./Part";
import { places } from "./places";
import type { Report } from "./reports";

/** Why an event belongs to its group: in a sentence, and the parts that have to be alike. */
export function Why({ why }: { why: Report["whyGrouped"] }) {
  return (
    <Part title="Why it belongs to this group">
      <p>
        <Foreign most={500}>{why.sentence}</Foreign>
      </p>
      {why.parts.length > 0 && (
        <ul className="list-disc pl-5">
          {places(why.parts).map(({ place, thing: part }) => (
            <li key={place}>
              <Foreign most={200} className="font-mono text-xs">
                {part}
              </Foreign>
            </li>
          ))}
        </ul>
      )}
    </Part>
  );
}
