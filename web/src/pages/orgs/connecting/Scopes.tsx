const SCOPES = [
  [
    "Access the identity URL service (id)",
    "So that it is certain which org was connected, and whether it is production or a sandbox.",
  ],
  [
    "Manage user data via APIs (api)",
    "Salesforce has no smaller permission for its limits. Only the limits and the org’s name are read.",
  ],
  [
    "Perform requests at any time (refresh_token)",
    "To read while you are away. The token is kept encrypted; Stop watching revokes it at Salesforce.",
  ],
] as const;

/** What Salesforce's page will ask for, and why each of it. */
export function Scopes() {
  return (
    <section className="grid gap-2">
      <h3 className="font-semibold text-base">What Salesforce’s page shows</h3>
      <p>
        You log in, unless you are. Then Salesforce names the app, Force Monitor, the user who approves, and
        what is asked for. Allow leads back here, to the org; Deny changes nothing.
      </p>
      <dl className="grid gap-1 [&_dd]:pb-2">
        {SCOPES.map(([name, why]) => (
          <div key={name} className="contents">
            <dt className="font-semibold">{name}</dt>
            <dd>{why}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
