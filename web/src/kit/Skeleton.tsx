/** The place of something that is on its way, in its final size; seen only after a moment. */
export function Skeleton({ className }: { className: string }) {
  return <div aria-hidden="true" className={`animate-late rounded-sm bg-track ${className}`} />;
}
