import { Button } from "@/kit/Button";
import { cn } from "@/kit/cn";
import { Icon } from "@/kit/Icon";
import { togglePin } from "./pinned";

/** Keeps a limit at the top of the list on this device. */
export function PinButton({ name, label, isPinned }: { name: string; label: string; isPinned: boolean }) {
  return (
    <Button
      look="quiet"
      aria-pressed={isPinned}
      aria-label={`Pin ${label}`}
      title={isPinned ? "Unpin" : "Pin to the top"}
      onClick={() => togglePin(name)}
      className={cn("min-w-8 px-1.5 pointer-coarse:min-w-11", isPinned ? "bg-surface" : "text-muted")}
    >
      <Icon name="pin" className={cn("size-4", isPinned && "[&_path]:fill-current")} />
    </Button>
  );
}
