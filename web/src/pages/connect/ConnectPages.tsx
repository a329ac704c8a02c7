/** Pages. */
export default function ConnectPages() {
  return <h1>ConnectPages</h1>;
}
