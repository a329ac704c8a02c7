import type { Colors } from "./colors";
import type { Drawing, Shape } from "./drawing";
import { INKS } from "./inks";
import { TITLE_ROOM } from "./svgFile";

/** Fine enough for a slide or a print. */
const DENSITY = 2;

/**
 * A drawing as a PNG file. It is painted path by path: the page's policy lets no image be made of an SVG.
 */
export async function pngFile(drawing: Drawing, colors: Colors, title: string): Promise<Blob> {
  const canvas = document.createElement("canvas");
  canvas.width = drawing.width * DENSITY;
  canvas.height = (drawing.height + TITLE_ROOM) * DENSITY;
  const brush = canvas.getContext("2d");
  if (!brush) throw new Error("This browser cannot paint a picture.");
  brush.scale(DENSITY, DENSITY);
  brush.fillStyle = colors.background;
  brush.fillRect(0, 0, drawing.width, drawing.height + TITLE_ROOM);
  brush.fillStyle = colors.strong;
  brush.font = "600 14px system-ui, sans-serif";
  brush.fillText(title, 8, 21);
  brush.translate(0, TITLE_ROOM);
  paint(brush, drawing, colors);
  const file = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/png"));
  if (!file) throw new Error("The picture is too large for this browser.");
  return file;
}

function paint(brush: CanvasRenderingContext2D, drawing: Drawing, colors: Colors): void {
  const { plot, back, inside, front, labels } = drawing;
  const one = (shape: Shape) => paintShape(brush, shape, colors[shape.layer]);
  back.forEach(one);
  brush.save();
  brush.beginPath();
  brush.rect(plot.left, plot.top - 2, plot.right - plot.left, plot.bottom - plot.top + 2);
  brush.clip();
  inside.forEach(one);
  brush.restore();
  front.forEach(one);
  brush.font = "12px system-ui, sans-serif";
  for (const { text, x, y, anchor, layer } of labels) {
    brush.fillStyle = colors[layer];
    brush.textAlign = anchor === "middle" ? "center" : anchor;
    brush.fillText(text, x, y);
  }
}

function paintShape(brush: CanvasRenderingContext2D, { layer, path }: Shape, color: string): void {
  const { fill, opacity = 1, width = 1, dash } = INKS[layer];
  brush.globalAlpha = opacity;
  if (fill) {
    brush.fillStyle = color;
    brush.fill(new Path2D(path));
  } else {
    brush.strokeStyle = color;
    brush.lineWidth = width;
    brush.lineJoin = "round";
    brush.setLineDash(dash ? dash.split(" ").map(Number) : []);
    brush.stroke(new Path2D(path));
  }
  brush.globalAlpha = 1;
}
