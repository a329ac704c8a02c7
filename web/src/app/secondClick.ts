/**
 * Takes the second click of a double click away from whatever has come under the pointer after the first:
 * whoever clicks twice on "Set the password" has not chosen what stands there afterwards.
 */
export function ignoreSecondClicks(document: Document): void {
  let first: EventTarget | null = null;
  const take = (event: MouseEvent) => {
    if (event.detail <= 1) {
      if (event.type === "click") first = event.target;
      return;
    }
    if (!(first instanceof Node) || first.isConnected) return;
    event.preventDefault();
    event.stopPropagation();
  };
  document.addEventListener("mousedown", take, { capture: true });
  document.addEventListener("click", take, { capture: true });
}
