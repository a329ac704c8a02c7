/** Goes to the next org of a list, or the one before; from outside, to the first. */
export function focusOrg(list: HTMLElement | null, step: 1 | -1): void {
  const links = [...(list?.querySelectorAll<HTMLElement>("[data-org]") ?? [])];
  const row = document.activeElement?.closest("li");
  const here = links.findIndex((link) => row?.contains(link));
  const next = here < 0 ? 0 : here + step;
  links[Math.max(0, Math.min(next, links.length - 1))]?.focus();
}
