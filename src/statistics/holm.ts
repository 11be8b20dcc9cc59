/**
 * P-values of several tests, raised so that all of them together err as often as one would (Holm,
 * Scandinavian Journal of Statistics 6, 1979).
 *
 * @returns in the order given; a test is significant at alpha if its adjusted value is at most alpha
 */
export function holmAdjusted(pValues: readonly number[]): number[] {
  const ascending = pValues.map((_, i) => i).sort((a, b) => valueAt(a) - valueAt(b));
  const adjusted = new Array<number>(pValues.length);
  let largest = 0;
  for (const [rank, i] of ascending.entries()) {
    largest = Math.max(largest, Math.min(1, valueAt(i) * (pValues.length - rank)));
    adjusted[i] = largest;
  }
  return adjusted;

  function valueAt(i: number): number {
    return pValues[i] ?? NaN;
  }
}
