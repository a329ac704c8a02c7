import { Button } from "@/kit/Button";
import { cn } from "@/kit/cn";

/** What can be done here; unseen while nobody moves, and never in the way of what is read. */
export function WallControls({
  isIdle,
  isPaused,
  pause,
  turn,
  fill,
  leave,
}: {
  isIdle: boolean;
  isPaused: boolean;
  pause: () => void;
  turn: (step: 1 | -1) => void;
  /** Takes the whole screen. */
  fill: () => void;
  leave: () => void;
}) {
  return (
    <div
      className={cn(
        "flex flex-wrap justify-center gap-2 py-[calc(var(--u)*1.500)] text-[calc(var(--u)*2.400)]",
        "transition-opacity",
        "focus-within:opacity-100",
        isIdle && "opacity-0",
      )}
    >
      <Button onClick={() => turn(-1)} aria-keyshortcuts="ArrowLeft">
        Previous
      </Button>
      <Button onClick={pause} aria-pressed={isPaused} aria-keyshortcuts="Space">
        {isPaused ? "Go on" : "Pause"}
      </Button>
      <Button onClick={() => turn(1)} aria-keyshortcuts="ArrowRight">
        Next
      </Button>
      <Button onClick={fill}>Full screen</Button>
      <Button onClick={leave} aria-keyshortcuts="Escape">
        Leave
      </Button>
    </div>
  );
}
