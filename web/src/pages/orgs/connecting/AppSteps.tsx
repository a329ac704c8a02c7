const STEPS: readonly { title: string; clicks: readonly string[] }[] = [
  {
    title: "A user for integrations",
    clicks: [
      "Setup → Users → New User, with a profile that may use the API only.",
      "Setup → Permission Sets → New → System Permissions: tick API Enabled and View Setup and " +
        "Configuration; for the two storage limits Manage Users, too. Save.",
      "Manage Assignments → Add Assignment → that user.",
    ],
  },
  {
    title: "The app",
    clicks: [
      "Setup → External Client App Manager → New External Client App. Name it Force Monitor, with " +
        "your e-mail address and the Distribution State Local.",
      "API (Enable OAuth Settings): tick Enable OAuth. Salesforce wants a Callback URL, which is not " +
        "used here: https://localhost/ will do.",
      "OAuth Scopes: Manage user data via APIs (api), and Access the identity URL service (id, " +
        "profile, email, address, phone).",
      "Flow Enablement: tick Enable Client Credentials Flow. Create.",
    ],
  },
  {
    title: "Whom it runs as",
    clicks: [
      "In the app: Policies → Edit → OAuth Policies. Tick Enable Client Credentials Flow; Run As is " +
        "the user of step 1.",
      "IP Relaxation: Relax IP restrictions. Save, and allow ten minutes.",
    ],
  },
  {
    title: "Key and secret",
    clicks: [
      "In the app: Settings → OAuth Settings → Consumer Key and Secret. Enter the code from the " +
        "mail, and copy both.",
    ],
  },
];

/** The clicks in Setup that make an app which reads the limits without a person. */
export function AppSteps() {
  return (
    <section aria-labelledby="setup" className="grid gap-3">
      <h3 id="setup" className="font-semibold text-base">
        In Salesforce, once
      </h3>
      <ol className="grid list-decimal gap-3 pl-6 marker:font-semibold">
        {STEPS.map(({ title, clicks }) => (
          <li key={title}>
            <b className="font-semibold">{title}</b>
            <ul className="grid list-disc gap-1 pl-4">
              {clicks.map((click) => (
                <li key={click}>{click}</li>
              ))}
            </ul>
          </li>
        ))}
      </ol>
    </section>
  );
}
