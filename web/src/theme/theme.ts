/** The themes that can be chosen; `system` follows the device. */
export const THEMES = ["system", "light", "dark"] as const;
/** One of them. */
export type Theme = (typeof THEMES)[number];

const KEY = "theme";

/** The theme chosen on this device. */
export function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEY);
  return THEMES.find((theme) => theme === kept) ?? "system";
}

/** Shows a theme, and keeps it for the next visit. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  showTheme(theme);
}

/** Shows a theme: the stylesheet does the rest. */
export function showTheme(theme: Theme): void {
  if (theme === "system") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
}
