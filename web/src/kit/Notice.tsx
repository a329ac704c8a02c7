import type { ReactNode } from "react";
import { Icon, type IconName } from "./Icon";

const TONES: Record<"info" | "warn" | "crit", { border: string; icon: IconName; color: string }> = {
  info: { border: "border-accent", icon: "info", color: "text-accent" },
  warn: { border: "border-warn", icon: "alert", color: "text-warn" },
  crit: { border: "border-crit", icon: "alert", color: "text-crit" },
};

/** Something that has to be known here and now, with what can be done. */
export function Notice({ tone = "info", children }: { tone?: keyof typeof TONES; children: ReactNode }) {
  const { border, icon, color } = TONES[tone];
  return (
    <div className={`flex gap-3 rounded-sm border border-l-4 bg-surface p-3 ${border}`}>
      <span className={`mt-0.5 ${color}`}>
        <Icon name={icon} />
      </span>
      <div className="grid min-w-0 grow gap-1">{children}</div>
    </div>
  );
}
