/** The arithmetic mean; NaN of nothing. */
export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}

/** The standard deviation of a sample (divisor n - 1); 0 of a single value, NaN of nothing. */
export function standardDeviation(values: readonly number[]): number {
  if (values.length === 1) return 0;
  const centre = mean(values);
  const squares = sum(values.map((value) => (value - centre) ** 2));
  return Math.sqrt(squares / (values.length - 1));
}

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
