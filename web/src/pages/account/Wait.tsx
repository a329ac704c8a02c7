import { useEffect, useRef } from "react";
import { useNow } from "@/app/useNow";
import { Notice } from "@/kit/Notice";
import { clockWithSeconds, countdown, zoneName } from "@/words/times";

/** Too many attempts: when the next one is possible, and how long that is. Only its beginning is read out. */
export function Wait({ until, onOver }: { until: number; onOver: () => void }) {
  const left = Math.ceil((until - useNow()) / 1000);
  const over = useRef(onOver);
  over.current = onOver;
  useEffect(() => {
    if (left <= 0) over.current();
  }, [left]);
  return (
    <Notice tone="warn">
      <p role="alert">
        Too many attempts. Try again at {clockWithSeconds(until)} ({zoneName()}).
      </p>
      <p role="timer" className="tabular-nums">
        Wait {countdown(left)}
      </p>
    </Notice>
  );
}
