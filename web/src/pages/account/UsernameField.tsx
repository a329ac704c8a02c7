/** Tells password managers whose password a form without an address is for. Nobody sees it. */
export function UsernameField({ address }: { address: string }) {
  return <input type="email" autoComplete="username" value={address} readOnly hidden tabIndex={-1} />;
}
