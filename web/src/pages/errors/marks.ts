/** A piece of a text: as it is, or the mark of something that nobody would see. */
export type Piece = { readonly text: string } | { readonly mark: string };

/**
 * Terminal sequences; more accents than any script stacks on a letter; and whatever draws nothing or turns
 * the direction of what follows: controls, zero widths, bidirectional overrides, unassigned characters.
 */
const HIDDEN =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what is looked for.
  /\u001b\[[0-?]*[ -/]*[@-~]|(?<=\p{M}{2})\p{M}+|(?![\n\t])[\p{C}\p{Zl}\p{Zp}\p{DI}\u2800]/gu;

/** A text of strangers in pieces: what would be invisible, or change the look of the rest, becomes a mark. */
export function pieces(text: string): Piece[] {
  const whole = text.replaceAll("\r\n", "\n");
  const found: Piece[] = [];
  let end = 0;
  for (const match of whole.matchAll(HIDDEN)) {
    if (isPartOfEmoji(whole, match.index, match[0])) continue;
    if (match.index > end) found.push({ text: whole.slice(end, match.index) });
    found.push({ mark: nameOf(match[0]) });
    end = match.index + match[0].length;
  }
  if (end < whole.length) found.push({ text: whole.slice(end) });
  return counted(found);
}

/** The same as one line of text, for the title of the tab. */
export function plain(text: string): string {
  return pieces(text)
    .map((piece) => ("mark" in piece ? `[${piece.mark}]` : piece.text))
    .join("")
    .replace(/\s+/g, " ");
}

/** The beginning of a text, with at most so many characters and lines; never half of a character. */
export function beginning(text: string, characters: number, lines = 60): string {
  let end = Math.min(text.length, characters);
  if (end < text.length && /[\ud800-\udbff]/.test(text.charAt(end - 1))) end -= 1;
  let at = -1;
  for (let line = 0; line < lines; line += 1) {
    at = text.indexOf("\n", at + 1);
    if (at < 0 || at >= end) return text.slice(0, end);
  }
  return text.slice(0, at);
}

function nameOf(hidden: string): string {
  if (hidden.startsWith("\u001b[")) return `ESC${hidden.slice(1)}`;
  if (/^\p{M}{2,}$/u.test(hidden)) return `${[...hidden].length} accents`;
  return `U+${(hidden.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, "0")}`;
}

/** A joiner between two pictures makes one of them; a selector behind one chooses its colours. */
function isPartOfEmoji(text: string, at: number, hidden: string): boolean {
  const before = text.slice(Math.max(0, at - 2), at);
  if (hidden === "\ufe0f") return /\p{Emoji}$/u.test(before);
  return (
    hidden === "\u200d" &&
    /(\p{Extended_Pictographic}|\p{EMod}|\ufe0f)$/u.test(before) &&
    /^\p{Extended_Pictographic}/u.test(text.slice(at + 1, at + 3))
  );
}

/** Equal marks in a row are one mark with their number. */
function counted(found: Piece[]): Piece[] {
  const short: Piece[] = [];
  for (let at = 0; at < found.length; at += 1) {
    const piece = found[at] as Piece;
    if ("text" in piece) {
      short.push(piece);
      continue;
    }
    let times = 1;
    for (; sameMark(found[at + 1], piece.mark); at += 1) times += 1;
    short.push({ mark: times > 1 ? `${piece.mark} ×${times}` : piece.mark });
  }
  return short;
}

function sameMark(piece: Piece | undefined, mark: string): boolean {
  return piece !== undefined && "mark" in piece && piece.mark === mark;
}
