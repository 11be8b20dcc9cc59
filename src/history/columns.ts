/**
 * JSON values as columns: what stands at the same place of alike objects becomes one list, however deep
 * it lies, so that numbers stand beside their like.
 *
 *     [{a: 1, b: ['x']}, {a: 3, b: ['y', 'z']}]
 *       ⇄  shape {keys: [['a', '#'], ['b', {lengths: '#', items: {json: ['x', 'y', 'z']}}]]},  numbers [1, 3], [1, 2]
 *
 * The way of Dremel and Parquet (Melnik et al., VLDB 2010), with lengths in place of levels.
 */
import { sum } from '../statistics/spread.js';

export type Json = null | boolean | number | string | Json[] | JsonObject;
export type JsonObject = { [key: string]: Json };

export interface Columns {
  shape: Shape;
  /** One list for each `#` of the shape, in its order. */
  numbers: number[][];
}

export type Shape =
  /** The next list of numbers. */
  | '#'
  /** As they are. */
  | { json: Json[] }
  /** The same for all. */
  | { same: null | boolean | number | string }
  /** 1 where it is null; the others. */
  | { nulls: '#'; others: Shape }
  /** As pairs: an object would not keep the order of keys that are numbers. */
  | { keys: [key: string, values: Shape | Optional][] }
  | { lengths: '#'; items: Shape };

/** 1 where the object has the key; the values of those. */
interface Optional {
  has: '#';
  values: Shape;
}

export function toColumns(value: Json): Columns {
  const numbers: number[][] = [];
  return { shape: shapeOf([value], numbers), numbers };
}

/** @throws {TypeError} if they are no columns */
export function fromColumns({ shape, numbers }: Columns): Json {
  const [value] = valuesOf(shape, 1, numbers.values());
  if (value === undefined) throw new TypeError('columns without a value');
  return value;
}

function shapeOf(values: Json[], numbers: number[][]): Shape {
  const asNumbers = (list: number[]): '#' => {
    numbers.push(list);
    return '#';
  };
  const [first] = values;
  if (first === undefined) return { json: [] };
  if (values.every((value) => typeof value === 'number')) return asNumbers(values);
  if (!isContainer(first) && values.every((value) => value === first)) return { same: first };
  if (values.includes(null)) {
    const nulls = asNumbers(values.map((value) => Number(value === null)));
    return {
      nulls,
      others: shapeOf(
        values.filter((value) => value !== null),
        numbers,
      ),
    };
  }
  if (values.every((value) => Array.isArray(value))) {
    const lengths = asNumbers(values.map(({ length }) => length));
    return { lengths, items: shapeOf(values.flat(), numbers) };
  }
  if (values.every(isObject) && haveOneOrder(values)) {
    const keys = keysOf(values).map((key): [string, Shape | Optional] => {
      const owners = values.filter((value) => Object.hasOwn(value, key));
      const isEverywhere = owners.length === values.length;
      const has = isEverywhere
        ? null
        : asNumbers(values.map((it) => Number(Object.hasOwn(it, key))));
      const column = shapeOf(
        owners.map((owner) => owner[key] ?? null),
        numbers,
      );
      return [key, has ? { has, values: column } : column];
    });
    return { keys };
  }
  return { json: values };
}

/** The `count` values of a column. */
function valuesOf(shape: Shape, count: number, numbers: Iterator<number[]>): Json[] {
  const next = (): number[] => {
    const { value, done } = numbers.next();
    if (done) throw new TypeError('columns with too few numbers');
    return value;
  };
  if (shape === '#') return next();
  if ('json' in shape) return shape.json;
  if ('same' in shape) return Array.from({ length: count }, () => shape.same);
  if ('nulls' in shape) {
    const nulls = next();
    const others = valuesOf(shape.others, count - sum(nulls), numbers).values();
    return nulls.map((isNull) => (isNull ? null : taken(others)));
  }
  if ('lengths' in shape) {
    const lengths = next();
    const items = valuesOf(shape.items, sum(lengths), numbers).values();
    return lengths.map((length) => Array.from({ length }, () => taken(items)));
  }
  const rows = Array.from({ length: count }, (): [string, Json][] => []);
  for (const [key, column] of shape.keys) {
    const isOptional = typeof column === 'object' && 'has' in column;
    const owners = isOptional ? owned(rows, next()) : rows;
    const values = valuesOf(isOptional ? column.values : column, owners.length, numbers).values();
    for (const owner of owners) owner.push([key, taken(values)]);
  }
  return rows.map((row) => Object.fromEntries(row));
}

function owned<Row>(rows: readonly Row[], has: readonly number[]): Row[] {
  return rows.filter((_, index) => has[index] === 1);
}

function taken(values: Iterator<Json>): Json {
  const { value, done } = values.next();
  if (done) throw new TypeError('columns of different lengths');
  return value;
}

/** Does every object have those keys that it has in the order in which they all come back? */
function haveOneOrder(objects: readonly JsonObject[]): boolean {
  const places = new Map(keysOf(objects).map((key, place) => [key, place]));
  return objects.every((object) => {
    const own = Object.keys(object).map((key) => places.get(key) ?? NaN);
    return own.every((place, index) => index === 0 || place > (own[index - 1] ?? NaN));
  });
}

function keysOf(objects: readonly JsonObject[]): string[] {
  return [...new Set(objects.flatMap((object) => Object.keys(object)))];
}

function isContainer(value: Json): value is Json[] | JsonObject {
  return typeof value === 'object' && value !== null;
}

export function isObject(value: Json): value is JsonObject {
  return isContainer(value) && !Array.isArray(value);
}
