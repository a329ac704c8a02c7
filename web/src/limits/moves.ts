/** Goes to the next limit of a list, or the one before; from outside, to the first. */
export function focusNext(list: HTMLElement | null, step: 1 | -1): void {
  const links = [...(list?.querySelectorAll<HTMLElement>("[data-limit]") ?? [])];
  const here = links.findIndex((link) => limitOf(link) === limitOf(document.activeElement));
  const next = here < 0 ? 0 : here + step;
  links[Math.max(0, Math.min(next, links.length - 1))]?.focus();
}

/** Does something with the limit that has the focus, if one has. */
export function withFocus(list: HTMLElement | null, act: (name: string) => void): void {
  const name = limitOf(document.activeElement);
  if (name && list?.contains(document.activeElement)) act(name);
}

/** Goes to the search, ready to be overwritten. */
export function focusSearch(input: HTMLInputElement | null): void {
  input?.focus();
  input?.select();
}

function limitOf(element: Element | null): string | undefined {
  return element?.closest("tr, li")?.querySelector<HTMLElement>("[data-limit]")?.dataset.limit;
}
