/** Pages. */
export default function ErrorPages() {
  return <h1>ErrorPages</h1>;
}
