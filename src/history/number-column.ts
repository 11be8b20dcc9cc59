/**
 * A list of numbers as bytes that compress well, without loss.
 *
 *     2.125, 2.127, 2.131 ─▶ thousandths 2125, 2127, 2131 ─▶ differences 2125, 2, 4 ─▶ all high bytes, all low bytes
 *
 * Decimal text spends a third of its room on separators, and hides that two numbers are near each other.
 */
import { LARGEST_WHOLE, packWhole, unpackWhole } from './whole-numbers.js';
import type { WholeForm } from './whole-numbers.js';

export interface PackedNumbers {
  form: NumberForm;
  bytes: Uint8Array;
}

/** How to read the bytes. */
export type NumberForm =
  | { same: number; count: number }
  /** Whole numbers of `factor * 10 ** -decimals`. */
  | { decimals: number; factor: number; whole: WholeForm }
  /** Each with a power of ten of its own. */
  | { digits: WholeForm; powers: WholeForm }
  /** With too many digits for the other ways. */
  | { values: number[] }
  /** Pairs: the first of each, and the second of each. */
  | { pairs: [NumberForm, NumberForm] };

export function packNumbers(values: readonly number[]): PackedNumbers {
  const packed = packAlike(values);
  const paired = packPairs(values);
  return paired ? smaller(packed, paired) : packed;
}

/** How many bytes a column of this form has. */
export function lengthOf(form: NumberForm): number {
  if ('pairs' in form) return lengthOf(form.pairs[0]) + lengthOf(form.pairs[1]);
  if ('whole' in form) return form.whole.count * form.whole.width;
  if ('digits' in form) {
    return form.digits.count * form.digits.width + form.powers.count * form.powers.width;
  }
  return 0;
}

export function unpackNumbers({ form, bytes }: PackedNumbers): number[] {
  if ('pairs' in form) {
    const [first, second] = form.pairs;
    const seconds = unpackNumbers({ form: second, bytes: bytes.subarray(lengthOf(first)) });
    return unpackNumbers({ form: first, bytes }).flatMap((value, index) => [
      value,
      seconds[index] ?? NaN,
    ]);
  }
  if ('values' in form) return form.values;
  if ('same' in form) return Array.from({ length: form.count }, () => form.same);
  if ('whole' in form) {
    const { decimals, factor, whole } = form;
    return unpackWhole({ form: whole, bytes }).map((times) => decimal(times * factor, -decimals));
  }
  const length = form.digits.count * form.digits.width;
  const powers = unpackWhole({ form: form.powers, bytes: bytes.subarray(length) });
  return unpackWhole({ form: form.digits, bytes: bytes.subarray(0, length) }).map((digits, index) =>
    decimal(digits, powers[index] ?? NaN),
  );
}

/** `digits * 10 ** power`, with no zeros at the end of the digits. */
interface Decimal {
  digits: number;
  power: number;
}

type Way = PackedNumbers & { entropyBits: number };

/** What two forms take more than one, compressed. */
const SECOND_FORM_BITS = 160;

function packAlike(values: readonly number[]): Way {
  const [first = 0] = values;
  const bytes = new Uint8Array();
  if (values.every((value) => value === first)) {
    return { form: { same: first, count: values.length }, bytes, entropyBits: 0 };
  }
  const parts = values.every(Number.isInteger) ? null : values.map(decimalOf);
  const fixed = fixedPoint(values, parts ?? []);
  const floating = parts && floatingPoint(values, parts);
  if (fixed && floating) return smaller(fixed, floating);
  return fixed ?? floating ?? { form: { values: [...values] }, bytes, entropyBits: Infinity };
}

/** As of a histogram, whose distances and counts have little to do with each other. */
function packPairs(values: readonly number[]): Way | null {
  if (values.length % 2 === 1) return null;
  const [first, second] = [0, 1].map((place) =>
    packAlike(values.filter((_, index) => index % 2 === place)),
  );
  if (!first || !second) return null;
  return {
    form: { pairs: [first.form, second.form] },
    bytes: Buffer.concat([first.bytes, second.bytes]),
    entropyBits: first.entropyBits + second.entropyBits + SECOND_FORM_BITS,
  };
}

/** Null where that is not exact. Whole numbers need no parts. */
function fixedPoint(values: readonly number[], parts: readonly Decimal[]): Way | null {
  const decimals = parts.reduce((most, { power }) => Math.max(most, -power), 0);
  const scaled = values.map((value) => Math.round(value * 10 ** decimals));
  if (!scaled.every((times, index) => isExact(times, -decimals, values[index]))) return null;
  const factor = scaled.reduce(greatestDivisor, 0);
  const packed = packWhole(scaled.map((times) => times / factor)).reduce(smaller);
  return { ...packed, form: { decimals, factor, whole: packed.form } };
}

/** All with as many digits as the longest, so that their powers say how large they are. */
function floatingPoint(values: readonly number[], parts: readonly Decimal[]): Way | null {
  const longest = parts.reduce((most, { digits }) => Math.max(most, digitsIn(digits)), 0);
  const digits: number[] = [];
  const powers: number[] = [];
  for (const part of parts) {
    const missing = longest - digitsIn(part.digits);
    digits.push(part.digits * 10 ** missing);
    // A zero has no size: with the power before it, it costs nothing.
    powers.push(part.digits === 0 ? (powers.at(-1) ?? 0) : part.power - missing);
  }
  const areExact = digits.every((all, i) => isExact(all, powers[i] ?? NaN, values[i]));
  if (!areExact) return null;
  const [ofDigits, ofPowers] = [digits, powers].map((list) => packWhole(list).reduce(smaller));
  if (!ofDigits || !ofPowers) return null;
  return {
    form: { digits: ofDigits.form, powers: ofPowers.form },
    bytes: Buffer.concat([ofDigits.bytes, ofPowers.bytes]),
    entropyBits: ofDigits.entropyBits + ofPowers.entropyBits,
  };
}

function decimalOf(value: number): Decimal {
  const [mantissa = '', exponent] = value.toExponential().split('e');
  const [whole = '', fraction = ''] = mantissa.split('.');
  return { digits: Number(whole + fraction), power: Number(exponent) - fraction.length };
}

/** Of their decimal text; 0 for 0. */
function digitsIn(digits: number): number {
  return digits === 0 ? 0 : String(Math.abs(digits)).length;
}

function isExact(digits: number, power: number, value: number | undefined): boolean {
  return Math.abs(digits) <= LARGEST_WHOLE && decimal(digits, power) === value;
}

/** Through text, which rounds once; a power of ten is itself rounded. */
function decimal(digits: number, power: number): number {
  return power === 0 ? digits : Number(`${digits}e${power}`);
}

function greatestDivisor(a: number, b: number): number {
  let [divisor, rest] = [Math.abs(a), Math.abs(b)];
  while (rest > 0) [divisor, rest] = [rest, divisor % rest];
  return divisor;
}

function smaller<T extends { entropyBits: number }>(a: T, b: T): T {
  return b.entropyBits < a.entropyBits ? b : a;
}
