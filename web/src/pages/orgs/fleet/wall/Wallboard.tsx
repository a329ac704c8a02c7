import { type KeyboardEvent, useLayoutEffect, useRef } from "react";
import { useTitle } from "@/app/useTitle";
import { useUrlState } from "@/app/useUrlState";
import { cn } from "@/kit/cn";
import type { Fleet } from "../fleet";
import { fleetSelectionOf, selected } from "../selection";
import type { AskedFleet } from "../useFleet";
import { useStandings } from "../useStandings";
import { MOST } from "./rotation";
import { useIdle } from "./useIdle";
import { useRotation } from "./useRotation";
import { useWakeLock } from "./useWakeLock";
import { WallControls } from "./WallControls";
import { WallHead } from "./WallHead";
import { WallOrg } from "./WallOrg";
import { WallOverview } from "./WallOverview";
import { WallTrouble } from "./WallTrouble";

/** How the screen is measured: `--u` is a hundredth of its smaller side, and at least 6 px. */
const SCREEN =
  "m-0 h-dvh max-h-none w-screen max-w-none overflow-auto border-0 bg-bg p-0 text-text scheme-dark " +
  "outline-none [--u:max(6px,1vmin)] backdrop:bg-bg";

/** One org after the other, in letters that are read from across a room. */
export function Wallboard({
  asked,
  fleet,
  token,
}: {
  asked: AskedFleet;
  fleet: Fleet;
  token: string | undefined;
}) {
  const dialog = useRef<HTMLDialogElement>(null);
  const screen = useRef<HTMLDivElement>(null);
  const [url, change] = useUrlState();
  const { standings: all, now } = useStandings(fleet);
  const standings = selected(all, { ...fleetSelectionOf(url), sort: "urgency" });
  const turns = standings.slice(0, MOST).map(({ watched }) => watched.org.id);
  const { shown, next, isPaused, pause, turn } = useRotation(turns);
  const isIdle = useIdle();
  useWakeLock();
  useTitle("Wallboard");
  useLayoutEffect(() => {
    const board = dialog.current;
    board?.showModal();
    // Not its first button, which would be seen for as long as it has the focus.
    board?.focus();
    return () => {
      board?.close();
      // What had the focus before is gone with its page.
      document.getElementById("main")?.focus();
    };
  }, []);
  const leave = () => change({ tv: undefined });
  const press = (event: KeyboardEvent) => {
    const acts: Record<string, () => void> = {
      " ": pause,
      ArrowRight: () => turn(1),
      ArrowLeft: () => turn(-1),
    };
    const act = acts[event.key];
    // On a button a space presses it.
    if (!act || (event.key === " " && event.target instanceof HTMLButtonElement)) return;
    event.preventDefault();
    act();
  };
  const standing = standings.find(({ watched }) => watched.org.id === shown);
  return (
    <dialog
      ref={dialog}
      aria-label="Wallboard"
      tabIndex={-1}
      onCancel={(event) => {
        event.preventDefault();
        leave();
      }}
      onKeyDown={press}
      className={cn(SCREEN, isIdle && "cursor-none")}
    >
      {/* A dialog itself may not take the whole screen. */}
      <div ref={screen} className="flex min-h-dvh flex-col bg-bg px-[calc(var(--u)*4)] pt-[calc(var(--u)*4)]">
        <WallHead standing={standing} skew={fleet.skew} />
        <WallTrouble asked={asked} skew={fleet.skew} />
        {standing ? (
          <WallOrg key={shown} {...{ standing, now, token }} skew={fleet.skew} following={next} />
        ) : (
          <h1 className="grow content-center text-[calc(var(--u)*5)]">No org fits these filters</h1>
        )}
        <WallOverview {...{ standings, shown, isPaused }} turns={turns.length} />
        <WallControls {...{ isIdle, isPaused, pause, turn, leave }} fill={() => fill(screen.current)} />
      </div>
    </dialog>
  );
}

function fill(screen: HTMLElement | null): void {
  // Where it is not allowed everything stays as it is.
  screen?.requestFullscreen?.().catch(() => undefined);
}
