import { given, type Limit, share } from "./words";

/** What single apps have used of a limit, as far as Salesforce tells them apart. */
export function AppUse({ limit }: { limit: Limit }) {
  const { apps, unit } = limit;
  if (apps.length === 0) return null;
  const number = "py-1.5 pl-3 text-right tabular-nums whitespace-nowrap";
  return (
    <table className="w-full border-collapse">
      <caption className="pb-1 text-left font-semibold">Use by app</caption>
      <thead className="text-muted">
        <tr className="border-control border-b">
          <th scope="col" className="py-1.5 text-left font-medium">
            App
          </th>
          <th scope="col" className={`${number} font-medium`}>
            Used
          </th>
          <th scope="col" className={`${number} font-medium`}>
            Quota
          </th>
          <th scope="col" className={`${number} font-medium`}>
            Of quota
          </th>
        </tr>
      </thead>
      <tbody>
        {apps.map((app) => (
          <tr key={app.name} className="border-hairline border-b">
            <th scope="row" className="py-1.5 text-left font-normal [overflow-wrap:anywhere]">
              {app.name}
            </th>
            {/* Without a quota Salesforce sends 0 of 0, whatever was used. */}
            <td className={number}>{app.max === 0 ? "not counted" : given(app.used, unit)}</td>
            <td className={number}>{app.max === 0 ? "no quota" : given(app.max, unit)}</td>
            <td className={number}>{app.max === 0 ? "–" : share({ ...limit, ...app })}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
