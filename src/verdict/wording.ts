/** How judgements put numbers into sentences. */

/** "12 %" of 0.123. Beyond tenfold a share tells only that little is known, and is not spelt out. */
export function percent(share: number): string {
  return share > 10 ? 'over 1000 %' : `${rounded(share * 100, 2)} %`;
}

/** "1.86x" of a ratio. */
export function times(ratio: number): string {
  return `${rounded(ratio, 3)}x`;
}

/** "107 ms". */
export function milliseconds(value: number): string {
  return `${rounded(value, 3)} ms`;
}

/** "9.1 us" of 0.0091 ms, "12 ms" of 12. */
export function shortTime(valueMs: number): string {
  return valueMs < 1 ? `${rounded(valueMs * 1000, 2)} us` : `${rounded(valueMs, 2)} ms`;
}

/** "a, b and c". */
export function listed(names: readonly string[]): string {
  const last = names.at(-1) ?? '';
  return names.length < 2 ? last : `${names.slice(0, -1).join(', ')} and ${last}`;
}

function rounded(value: number, digits: number): number {
  return Number(value.toPrecision(digits));
}
