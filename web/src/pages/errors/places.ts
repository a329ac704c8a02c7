/** Things that nothing but their place tells apart, each with it; none moves while it is shown. */
export function places<T>(things: readonly T[]): { place: number; thing: T }[] {
  return things.map((thing, place) => ({ place, thing }));
}
