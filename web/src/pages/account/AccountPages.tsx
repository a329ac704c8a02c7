/** Pages. */
export default function AccountPages() {
  return <h1>AccountPages</h1>;
}
