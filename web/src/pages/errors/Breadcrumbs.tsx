import { usePreference } from "@/app/preferences";
import { clockWithSeconds, moment, zoneName } from "@/words/times";
import { Foreign } from "./Foreign";
import { Json } from "./Json";
import { Mark } from "./Mark";
import { Part } from "./Part";
import { places } from "./places";
import type { Breadcrumb } from "./reports";

/** What happened before, the oldest first. */
export function Breadcrumbs({ breadcrumbs }: { breadcrumbs: readonly Breadcrumb[] }) {
  usePreference("zone");
  return (
    <Part title="What happened before">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: the keyboard scrolls it where it is too narrow. */}
      <section aria-label="Breadcrumbs" tabIndex={0} className="overflow-x-auto">
        <table className="w-full min-w-[30rem] table-fixed border-collapse text-left align-top">
          <thead className="text-muted text-xs">
            <tr className="border-hairline border-b">
              <th scope="col" className="w-20 p-1 font-normal" title={`Time in ${zoneName()}`}>
                Time
              </th>
              <th scope="col" className="w-24 p-1 font-normal">
                Severity
              </th>
              <th scope="col" className="w-28 p-1 font-normal">
                Category
              </th>
              <th scope="col" className="p-1 font-normal">
                What
              </th>
            </tr>
          </thead>
          <tbody>
            {places(breadcrumbs).map(({ place, thing: crumb }) => (
              <tr key={place} className="border-hairline border-b align-top">
                <td className="p-1 tabular-nums">
                  {crumb.timestamp && (
                    <time dateTime={crumb.timestamp} title={moment(crumb.timestamp)}>
                      {clockWithSeconds(crumb.timestamp)}
                    </time>
                  )}
                </td>
                <td className="p-1">{crumb.level && <Mark of={crumb.level} />}</td>
                <td className="p-1">
                  <Foreign most={100}>{crumb.category ?? crumb.type ?? ""}</Foreign>
                </td>
                <td className="p-1">
                  {crumb.message && (
                    <Foreign isWhole most={500}>
                      {crumb.message}
                    </Foreign>
                  )}
                  <Json name="Data" value={crumb.data} />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </section>
    </Part>
  );
}
