/** How good a new password looks while it is typed. The server decides; this is what can be said at once. */
export type Strength = { level: 0 | 1 | 2 | 3; words: string };

/** What operators usually ask for; the server knows what this one does. */
export const MIN_LENGTH = 15;

/** Rows of letters that fingers follow, and the alphabet. */
const ROWS = [
  "abcdefghijklmnopqrstuvwxyz",
  "01234567890",
  "qwertyuiop",
  "qwertzuiop",
  "asdfghjkl",
  "zxcvbnm",
];

/** Judges a password by its length, repeats, rows of keys, the address in it, and how much it varies. */
export function strength(password: string, address: string): Strength {
  const letters = [...password.normalize("NFC").toLowerCase()];
  const missing = MIN_LENGTH - letters.length;
  if (missing > 0)
    return { level: 0, words: `${missing} more ${missing === 1 ? "character" : "characters"}` };
  if (isOfAddress(letters.join(""), address)) return weak("it is made of your e-mail address");
  if (new Set(letters).size < 6) return weak("only a few different characters");
  if (isRepeated(letters.join(""))) return weak("the same again and again");
  if (inRows(letters) > letters.length / 2) return weak("the keyboard's or the alphabet's order");
  return letters.length < MIN_LENGTH + 6 ? { level: 2, words: "Good" } : { level: 3, words: "Very good" };
}

function weak(why: string): Strength {
  return { level: 1, words: `Easy to guess: ${why}` };
}

/** Whether little is left without the parts of the address that are long enough to be words. */
function isOfAddress(password: string, address: string): boolean {
  const parts = address.toLowerCase().split(/[@.+_-]/);
  const words = [address.toLowerCase(), ...parts].filter((part) => part.length >= 4);
  const rest = words.reduce((left, word) => left.replaceAll(word, ""), password);
  return [...rest].length < 8 && rest !== password;
}

/** Whether it is one piece twice or more, as "walnutwalnut" is. */
function isRepeated(password: string): boolean {
  return (password + password).indexOf(password, 1) < password.length;
}

/** How many characters stand in a row of four or more, forwards or backwards. */
function inRows(letters: readonly string[]): number {
  const rows = ROWS.flatMap((row) => [row, [...row].reverse().join("")]);
  let found = 0;
  for (let at = 0; at < letters.length; ) {
    let length = 1;
    const isRow = (end: number) => rows.some((row) => row.includes(letters.slice(at, end).join("")));
    while (at + length < letters.length && isRow(at + length + 1)) length++;
    if (length >= 4) found += length;
    at += length;
  }
  return found;
}
