/**
 * The quantile by linear interpolation between order statistics (type 7 of Hyndman and Fan, 1996:
 * the default of R and NumPy); NaN of nothing.
 *
 * @param sorted ascending
 * @param share 0 is the smallest value, 1 the largest
 */
export function quantileOfSorted(sorted: ArrayLike<number>, share: number): number {
  const position = (sorted.length - 1) * share;
  const below = sorted[Math.floor(position)] ?? NaN;
  const above = sorted[Math.ceil(position)] ?? NaN;
  const weight = position - Math.floor(position);
  return weight === 0 ? below : below + (above - below) * weight;
}

/** The quantile of values in any order. */
export function quantile(values: readonly number[], share: number): number {
  return quantileOfSorted(Float64Array.from(values).sort(), share);
}

/** The middle value, or the mean of the two middle ones; NaN of nothing. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}
