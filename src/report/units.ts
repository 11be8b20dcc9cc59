/** Numbers as people read them: three significant digits, one unit for a whole column. */

/** A unit of a column: a value divided by `size` is shown with `symbol`. */
export interface Unit {
  symbol: string;
  size: number;
}

const durations: Unit[] = [
  { symbol: 'ns', size: 1e-6 },
  { symbol: 'µs', size: 1e-3 },
  { symbol: 'ms', size: 1 },
  { symbol: 's', size: 1000 },
  { symbol: 'min', size: 60_000 },
];

const sizes: Unit[] = [
  { symbol: 'B', size: 1 },
  { symbol: 'kB', size: 1e3 },
  { symbol: 'MB', size: 1e6 },
  { symbol: 'GB', size: 1e9 },
];

const plain: Unit = { symbol: '', size: 1 };

/** The unit for a column of milliseconds. */
export function durationUnit(valuesMs: readonly number[]): Unit {
  return unitFor(valuesMs, durations);
}

/** The unit for a column of bytes. */
export function byteUnit(bytes: readonly number[]): Unit {
  return unitFor(bytes, sizes);
}

/** Five digits before the point are no longer read at a glance. */
const mostShown = 9999.5;

/** The largest unit in which the lower middle value is at least 1, or a larger one for the largest value's sake. */
function unitFor(values: readonly number[], units: readonly Unit[]): Unit {
  const positive = values.filter((value) => value > 0).sort((a, b) => a - b);
  const middle = positive[Math.floor((positive.length - 1) / 2)] ?? 1;
  const largest = positive.at(-1) ?? 1;
  const suitsMost = units.findLast((unit) => middle >= unit.size) ?? units[0] ?? plain;
  const largeEnough = units.find(
    ({ size }) => size >= suitsMost.size && largest / size < mostShown,
  );
  return largeEnough ?? units.at(-1) ?? plain;
}

/** `1.21 s` */
export function inUnit(value: number, unit: Unit): string {
  return `${significant(value / unit.size)} ${unit.symbol}`;
}

/** `1.21 s`, in the unit that suits this one value. */
export function duration(ms: number): string {
  return inUnit(ms, durationUnit([ms]));
}

/** The unit for a column of delays of a loop: timers are due on whole milliseconds. */
export function delayUnit(valuesMs: readonly number[]): Unit {
  return durationUnit(valuesMs.map((ms) => Math.max(1, ms)));
}

/** `4.8 ms`, `104 ms`: no digit that a timer cannot back. */
export function delayInUnit(ms: number, unit: Unit): string {
  const value = ms / unit.size;
  const finest = unit.size > 1 ? 3 : 1;
  const digits = value.toFixed(Math.min(finest, decimalsOf(value, 3)));
  return `${Number(digits) === 0 ? '0' : digits} ${unit.symbol}`;
}

/** A delay in the unit that suits this one value. */
export function delay(ms: number): string {
  return delayInUnit(ms, delayUnit([ms]));
}

/** `84.2 MB` */
export function byteSize(bytes: number): string {
  return inUnit(bytes, byteUnit([bytes]));
}

/**
 * Half the width of an interval with as many decimals as its value shows: `±0.02`. An interval wider
 * than its value has no figure worth reading: `±?`.
 */
export function plusMinus(low: number, high: number, value: number, unit: Unit = plain): string {
  const decimals = decimalsOf(value / unit.size, 3);
  const half = (high - low) / 2 / unit.size;
  if (half > value / unit.size) return '±?';
  const digits =
    half < 0.5 * 10 ** -decimals && half > 0 ? significant(half, 1) : half.toFixed(decimals);
  return `±${digits}`;
}

/** `1.86x`, `0.98x` */
export function times(ratio: number): string {
  return `${ratioDigits(ratio)}x`;
}

/** A bound is mostly a whole number of slots or workers: `2x`, `1.02x`. */
export function bound(ratio: number): string {
  return `${trimZeros(ratioDigits(ratio))}x`;
}

/** `1.78–1.94` */
export function range(low: number, high: number): string {
  return `${ratioDigits(low)}–${ratioDigits(high)}`;
}

/** `99 %`; one decimal only below 10 %. */
export function percent(share: number): string {
  const value = share * 100;
  return `${value !== 0 && Math.abs(value) < 9.95 ? trimZeros(value.toFixed(1)) : value.toFixed(0)} %`;
}

/** Three significant digits without an exponent: `0.0512`, `1.86`, `19.9`, `2260`. */
export function significant(value: number, digits = 3): string {
  return value.toFixed(decimalsOf(value, digits));
}

/** `3 cells`, `1 cell`; `2 processes` where the plural has to be given. */
export function count(n: number, noun: string, plural = `${noun}s`): string {
  return `${n} ${n === 1 ? noun : plural}`;
}

/** Two decimals around 1x, above and below: 0.98 beside 1.02. The end of an interval that knows nothing is not spelt out. */
function ratioDigits(ratio: number): string {
  if (ratio > 0 && ratio < 0.001) return '<0.001';
  if (ratio >= 10_000) return '>9999';
  if (ratio >= 0.1 && ratio < 1) return ratio.toFixed(2);
  return significant(ratio, ratio < 1 ? 2 : 3);
}

function decimalsOf(value: number, digits: number): number {
  if (value === 0 || !Number.isFinite(value)) return 0;
  // Rounding first: 9.996 becomes 10.0, not 10.00.
  const rounded = Number(Math.abs(value).toPrecision(digits));
  return Math.min(9, Math.max(0, digits - 1 - Math.floor(Math.log10(rounded))));
}

/** `1 ms` of `1.00 ms`: for values that were chosen, not measured. */
export function trimmed(text: string): string {
  const [number = '', ...unit] = text.split(' ');
  return [trimZeros(number), ...unit].join(' ');
}

function trimZeros(text: string): string {
  return text.includes('.') ? text.replace(/\.?0+$/, '') : text;
}
