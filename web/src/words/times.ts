const MINUTE = 60;
const HOUR = 3600;
const DAY = 86_400;

/** Time zones that can be chosen: the browser's, or UTC. */
export type Zone = "browser" | "UTC";

let zone: Zone = "browser";

/** What has been made for a zone: a formatter takes a tenth of a millisecond, and a page has hundreds of times. */
let made = new Map<string, Intl.DateTimeFormat>();

/** Shows all times in this zone from now on; also after the device has moved to another one. */
export function showZone(chosen: Zone): void {
  zone = chosen;
  made = new Map();
}

/** The zone that times are shown in, for people: "UTC" or "Europe/Berlin". */
export function zoneName(): string {
  return zone === "UTC" ? "UTC" : formatter({}).resolvedOptions().timeZone;
}

/** "14:31" */
export function clock(at: string | number | Date): string {
  return format(at, { hour: "2-digit", minute: "2-digit" });
}

/** "14:31:08" */
export function clockWithSeconds(at: string | number | Date): string {
  return format(at, { hour: "2-digit", minute: "2-digit", second: "2-digit" });
}

/** "21 Nov 2026, 14:31 CET": a moment that needs no context. */
export function moment(at: string | number | Date): string {
  return format(at, {
    day: "numeric",
    month: "short",
    year: "numeric",
    hour: "2-digit",
    minute: "2-digit",
    timeZoneName: "short",
  });
}

/** A length of time in its two largest units: "38 s", "4 min", "2 h 9 min", "3 days". */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  if (whole < MINUTE) return `${whole} s`;
  if (whole < HOUR) return `${Math.floor(whole / MINUTE)} min`;
  if (whole < 2 * DAY) {
    const minutes = Math.floor((whole % HOUR) / MINUTE);
    return `${Math.floor(whole / HOUR)} h${minutes > 0 ? ` ${minutes} min` : ""}`;
  }
  return `${Math.floor(whole / DAY)} days`;
}

/** "4:22", as a clock counts down. */
export function countdown(seconds: number): string {
  const whole = Math.max(0, Math.ceil(seconds));
  return `${Math.floor(whole / MINUTE)}:${String(whole % MINUTE).padStart(2, "0")}`;
}

/** "38 s ago", "just now", and "in 3 min" for what is to come. */
export function relative(at: string | number | Date, now: number): string {
  const seconds = (now - new Date(at).getTime()) / 1000;
  if (Math.abs(seconds) < 5) return "just now";
  return seconds > 0 ? `${duration(seconds)} ago` : `in ${duration(-seconds)}`;
}

/** A moment in the zone that is shown, as British people write it. */
export function format(at: string | number | Date, options: Intl.DateTimeFormatOptions): string {
  return formatter(options).format(new Date(at));
}

function formatter(options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = JSON.stringify(options);
  const known = made.get(key);
  if (known) return known;
  const timeZone = zone === "UTC" ? { timeZone: "UTC" } : {};
  const formatter = new Intl.DateTimeFormat("en-GB", { hourCycle: "h23", ...options, ...timeZone });
  made.set(key, formatter);
  return formatter;
}
