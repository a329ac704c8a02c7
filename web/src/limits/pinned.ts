import { preference, setPreference, usePreference } from "@/app/preferences";

/** The names of the limits that are pinned on this device. */
export function usePinned(): readonly string[] {
  return namesOf(usePreference("pinned"));
}

/** Pins a limit, or unpins it. */
export function togglePin(name: string): void {
  setPreference("pinned", withToggled(namesOf(preference("pinned")), name).join(" "));
}

/** The names that are kept in a preference. */
export function namesOf(text: string): string[] {
  return text.split(" ").filter(Boolean);
}

/** The names, with one more or one less. */
export function withToggled(names: readonly string[], name: string): string[] {
  return names.includes(name) ? names.filter((each) => each !== name) : [...names, name];
}
