/** Where the page explains its forecasts. */
export const METHODS = "forecasts";

/** Opens the explanation before the browser goes there. */
export function openMethods(): void {
  const methods = document.getElementById(METHODS);
  if (methods instanceof HTMLDetailsElement) methods.open = true;
}
