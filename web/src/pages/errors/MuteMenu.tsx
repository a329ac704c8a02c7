import { Menu, menuItemClass } from "@/kit/Menu";
import { MUTES, mutedFor } from "./decisions";
import type { Change } from "./reports";

/** For how long nobody wants to hear of a group. */
export function MuteMenu({ onMute, onAsk }: { onMute: (change: Change) => void; onAsk: () => void }) {
  return (
    <Menu label="Mute">
      {MUTES.map(([words, hours]) => (
        <button
          key={words}
          type="button"
          className={menuItemClass}
          onClick={() => onMute(mutedFor(hours, Date.now()))}
        >
          {words}
        </button>
      ))}
      <button type="button" className={menuItemClass} onClick={onAsk}>
        Until it was seen more often…
      </button>
      <button type="button" className={menuItemClass} onClick={() => onMute({ status: "muted" })}>
        Until I open it again
      </button>
    </Menu>
  );
}
