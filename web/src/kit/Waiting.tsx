/** Says that something is on its way; seen only after a moment, so that what is quick does not flicker. */
export function Waiting({ what }: { what: string }) {
  return (
    <p role="status" className="animate-late py-10 text-center text-muted">
      {what}…
    </p>
  );
}
