/** No reading has ever had this limit. */
export function UnknownLimit({ name }: { name: string }) {
  return (
    <div className="grid max-w-prose gap-3">
      <h1 className="font-semibold text-lg sm:text-xl">There is no such limit</h1>
      <p className="[overflow-wrap:anywhere]">
        Salesforce has never listed <code className="font-mono">{name}</code> for this org. Either the org
        does not have the feature, or the connected user may not see it; it is not 0.
      </p>
    </div>
  );
}
