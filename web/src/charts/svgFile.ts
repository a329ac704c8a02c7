import type { Colors } from "./colors";
import type { Drawing, Shape } from "./drawing";
import { INKS } from "./inks";

/** The room above a drawing in a file, where its title is. */
export const TITLE_ROOM = 34;

/** A drawing as an SVG file that needs nothing else: its colours are written out, and it has a title. */
export function svgFile({ width, height, ...drawing }: Drawing, colors: Colors, title: string): string {
  const { left, right, top, bottom } = drawing.plot;
  const path = ({ layer, path: d }: Shape) => {
    const { fill, opacity = 1, width: stroke = 1, dash = "none" } = INKS[layer];
    const look = fill
      ? `fill="${colors[layer]}"`
      : `fill="none" stroke="${colors[layer]}" stroke-width="${stroke}" stroke-dasharray="${dash}"`;
    return `<path d="${d}" ${look} opacity="${opacity}" stroke-linejoin="round"/>`;
  };
  const labels = drawing.labels.map(
    ({ text, x, y, anchor, layer }) =>
      `<text x="${x}" y="${y}" text-anchor="${anchor}" fill="${colors[layer]}">${escaped(text)}</text>`,
  );
  const place = `x="${left}" y="${top - 2}" width="${right - left}" height="${bottom - top + 2}"`;
  const full = height + TITLE_ROOM;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${width} ${full}" width="${width}"`,
    ` height="${full}"`,
    ' role="img" font-family="system-ui, sans-serif" font-size="12">',
    `<title>${escaped(title)}</title>`,
    `<rect width="100%" height="100%" fill="${colors.background}"/>`,
    `<text x="8" y="21" font-size="14" font-weight="600" fill="${colors.strong}">${escaped(title)}</text>`,
    `<g transform="translate(0 ${TITLE_ROOM})">`,
    ...drawing.back.map(path),
    `<svg ${place} viewBox="${left} ${top - 2} ${right - left} ${bottom - top + 2}">`,
    ...drawing.inside.map(path),
    "</svg>",
    ...drawing.front.map(path),
    ...labels,
    "</g></svg>\n",
  ].join("\n");
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll('"', "&quot;");
}
