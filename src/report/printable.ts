/** Text from elsewhere, made fit to be shown: names and error messages are written by users. */

// Control characters move cursors and colour terminals; bidirectional ones reorder what stands around them.
// eslint-disable-next-line no-control-regex -- control characters are what this looks for
const unprintable = /[\u0000-\u001f\u007f-\u009f\u2028\u2029\u202a-\u202e\u2066-\u2069]+/g;

/** The same data with each run of unprintable characters, line breaks among them, as one space. */
export function printable<T>(value: T): T {
  return printed(value) as T;
}

function printed(value: unknown): unknown {
  if (typeof value === 'string') return value.replace(unprintable, ' ');
  if (Array.isArray(value)) return value.map(printed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, printed(item)]));
}
