/** The addresses of a watched org's pages. */
export function addressesOf(org: string) {
  const base = `/orgs/${org}`;
  return {
    limit: (name: string) => `${base}/limits/${name}`,
    threshold: (name: string) => `${base}/alerts?limit=${name}`,
    mute: (name: string) => `${base}/alerts?mute=${name}`,
    events: `${base}/events`,
    connection: `${base}/connection`,
  };
}
