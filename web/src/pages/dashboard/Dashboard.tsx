/** The limits of the connected org. */
export function Dashboard() {
  return <h1>Dashboard</h1>;
}
