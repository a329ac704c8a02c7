import type { components } from "@/generated/api";
import { Shape } from "./Shape";

/** How bad an alert is. */
export function LevelMark({ level }: { level: components["schemas"]["AlertLevel"] }) {
  const isCritical = level === "critical";
  const color = isCritical ? "text-crit" : "text-warn";
  return (
    <span className={`inline-flex items-baseline gap-1.5 font-medium ${color}`}>
      <Shape name={isCritical ? "triangle" : "diamond"} color={color} />
      {isCritical ? "Critical" : "Warning"}
    </span>
  );
}
