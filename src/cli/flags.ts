/** Flags as data: what the help says of each, and how its text becomes a value. */
import { CliError } from './cli-error.js';

export interface Flag<T> {
  /** One sentence, with the default. */
  describe: string;
  /** What stands for the value in the help: `N`, `DIR`. Null: a switch without a value. */
  placeholder: string | null;
  /** The heading it stands under in the help. */
  group?: string;
  /** The value that the flag alone stands for, where it may be given without one. */
  implied?: string;
  /** Turns what was given, each time the flag was given, into the value; none if it was not. */
  read(texts: readonly string[], name: string): T;
}

export type Flags = Record<string, Flag<unknown>>;

export type FlagValues<F extends Flags> = {
  [K in keyof F]: F[K] extends Flag<infer T> ? T : never;
};

/** Turns the text behind a flag into its value, or says what was expected. */
type Reader<T> = (text: string) => T | Expected;
interface Expected {
  expected: string;
}

/** On or off. */
export function switchFlag(describe: string): Flag<boolean> {
  return { describe, placeholder: null, read: (texts) => texts.at(-1) === 'true' };
}

/** One value; the last one counts. Undefined if the flag was not given. */
export function valueFlag<T>(
  placeholder: string,
  describe: string,
  reader: Reader<T>,
): Flag<T | undefined> {
  return {
    describe,
    placeholder,
    read(texts, name) {
      const text = texts.at(-1);
      return text === undefined ? undefined : readValue(reader, text, name);
    },
  };
}

/** The same; given alone it means `implied`. */
export function optionalValueFlag<T>(
  placeholder: string,
  describe: string,
  implied: string,
  reader: Reader<T>,
): Flag<T | undefined> {
  return { ...valueFlag(placeholder, describe, reader), implied };
}

/** One value each time the flag is given. Empty if it was not given. */
export function repeatedFlag<T>(
  placeholder: string,
  describe: string,
  reader: Reader<T>,
): Flag<T[]> {
  return {
    describe,
    placeholder,
    read: (texts, name) => texts.map((text) => readValue(reader, text, name)),
  };
}

/** Values joined by commas, or the flag given several times. Empty if it was not given. */
export function listFlag<T>(placeholder: string, describe: string, reader: Reader<T>): Flag<T[]> {
  const repeated = repeatedFlag(placeholder, describe, reader);
  const split = (text: string) => text.split(',').map((part) => part.trim());
  return { ...repeated, read: (texts, name) => repeated.read(texts.flatMap(split), name) };
}

export function inGroup<F extends Flags>(group: string, flags: F): F {
  return Object.fromEntries(
    Object.entries(flags).map(([name, flag]) => [name, { ...flag, group }]),
  ) as F;
}

export const asText: Reader<string> = (text) => (text === '' ? { expected: 'a text' } : text);

export function oneOf<const T extends string>(...choices: T[]): Reader<T> {
  return (text) =>
    choices.find((choice) => choice === text) ?? { expected: `one of ${choices.join(', ')}` };
}

export function wholeNumber(least: number): Reader<number> {
  return (text) => {
    const value = Number(text);
    const isRight = text.trim() !== '' && Number.isSafeInteger(value) && value >= least;
    return isRight ? value : { expected: `a whole number of at least ${least}` };
  };
}

export const positiveNumber: Reader<number> = (text) => {
  const value = Number(text);
  const isRight = text.trim() !== '' && Number.isFinite(value) && value > 0;
  return isRight ? value : { expected: 'a number above 0' };
};

/** `90s`, `2m`, `500ms`; in milliseconds. */
export const duration: Reader<number> = (text) => {
  const match = /^(\d+(?:\.\d+)?)(ms|s|m|h)$/.exec(text.trim());
  const value = Number(match?.[1]) * (millisecondsPer[match?.[2] ?? ''] ?? NaN);
  return value > 0 ? value : { expected: 'a duration with its unit, such as 500ms, 60s or 2m' };
};

const millisecondsPer: Record<string, number> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `2%` or `0.02`; as a share. */
export const share: Reader<number> = (text) => {
  const match = /^(\d+(?:\.\d+)?)(%?)$/.exec(text.trim());
  const value = Number(match?.[1]) / (match?.[2] === '%' ? 100 : 1);
  return value > 0 && value < 1 ? value : { expected: 'a share, such as 2% or 0.02' };
};

/** `2/4`: the second of four parts. */
export const part: Reader<{ index: number; count: number }> = (text) => {
  const [, index, count] = /^([1-9]\d*)\/([1-9]\d*)$/.exec(text.trim()) ?? [];
  return index !== undefined && Number(index) <= Number(count)
    ? { index: Number(index), count: Number(count) }
    : { expected: 'a part of how many, such as 2/4' };
};

function readValue<T>(reader: Reader<T>, text: string, name: string): T {
  const value = reader(text);
  if (!isExpected(value)) return value;
  throw new CliError(`--${name}: expected ${value.expected}, received '${text}'`, 'BAD_VALUE', []);
}

function isExpected<T>(value: T | Expected): value is Expected {
  return typeof value === 'object' && value !== null && 'expected' in value;
}
