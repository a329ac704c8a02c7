/** Pages. */
export default function OrgPages() {
  return <h1>OrgPages</h1>;
}
