import { memo } from "react";
import { useMedia } from "@/limits/useMedia";
import type { Drawing, Shape } from "./drawing";
import { INKS } from "./inks";

/** The lines, areas and words of a drawing; they follow the theme and forced colours by themselves. */
export const Shapes = memo(function Shapes({ drawing }: { drawing: Drawing }) {
  const isForced = useMedia("(forced-colors: active)");
  const { plot, back, inside, front, labels } = drawing;
  const colorOf = (layer: Shape["layer"]) => INKS[layer][isForced ? "forced" : "color"];
  const drawn = (shape: Shape, key: number) => {
    const { fill, opacity, width, dash } = INKS[shape.layer];
    const color = colorOf(shape.layer);
    return (
      <path
        key={`${shape.layer} ${key}`}
        d={shape.path}
        data-layer={shape.layer}
        fill={fill ? color : "none"}
        stroke={fill ? "none" : color}
        opacity={opacity}
        strokeWidth={width}
        strokeDasharray={dash}
        strokeLinejoin="round"
        strokeLinecap={dash ? "butt" : "round"}
      />
    );
  };
  const place = {
    x: plot.left,
    y: plot.top - 2,
    width: plot.right - plot.left,
    height: plot.bottom - plot.top + 2,
  };
  return (
    <>
      {back.map(drawn)}
      {/* A drawing inside of a drawing cuts off what is outside of it. */}
      <svg {...place} viewBox={`${place.x} ${place.y} ${place.width} ${place.height}`} aria-hidden="true">
        {inside.map(drawn)}
      </svg>
      {front.map(drawn)}
      {labels.map(({ text, x, y, anchor, layer }) => (
        <text
          key={`${text} ${x} ${y}`}
          x={x}
          y={y}
          textAnchor={anchor}
          fill={colorOf(layer)}
          className="text-xs tabular-nums"
        >
          {text}
        </text>
      ))}
    </>
  );
});
