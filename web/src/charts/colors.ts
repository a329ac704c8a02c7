import { INKS, type Layer } from "./inks";

/** The colours of a drawing, written out. */
export type Colors = Record<Layer | "background", string>;

/** The colours that the page has now: a file has no theme that it could follow. */
export function presentColors(): Colors {
  const probe = document.createElement("span");
  document.body.append(probe);
  const written = (color: string) => {
    probe.style.color = color;
    return getComputedStyle(probe).color;
  };
  const layers = Object.entries(INKS).map(([layer, { color }]) => [layer, written(color)]);
  const colors = Object.fromEntries([...layers, ["background", written("var(--bg)")]]) as Colors;
  probe.remove();
  return colors;
}
