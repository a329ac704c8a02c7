/** The two ways to permit that an org is watched. */
export type Way = "person" | "app";

/** The way that the address names; a person's approval unless it names the other. */
export function wayOf(by: string | undefined): Way {
  return by === "app" ? "app" : "person";
}

/** What speaks for each way, what it takes, and what ends it. */
export const WAYS: readonly { way: Way; title: string; facts: readonly (readonly [string, string])[] }[] = [
  {
    way: "person",
    title: "A person approves",
    facts: [
      ["Good for", "beginning now, in two minutes, with nothing to set up."],
      ["Takes", "one click on Salesforce’s page by a user who may use the app."],
      ["Ends when", "that user leaves, takes it back, or approves the app a sixth time."],
    ],
  },
  {
    way: "app",
    title: "An app of the org’s own",
    facts: [
      ["Good for", "an org that is watched for years: it depends on no person."],
      ["Takes", "an admin, ten minutes in Setup, and the app’s key and secret."],
      ["Ends when", "the app or its integration user is removed."],
    ],
  },
];
