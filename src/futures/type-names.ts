/** Names of what a task returned or raised, as shown by `Future.toString()`. */

/** `'string'`, `'null'`, `'Map'`: the type of a value in one word. */
export function describeValue(value: unknown): string {
  if (value === null) return 'null';
  if (typeof value !== 'object') return typeof value;
  return constructorName(value) ?? 'object';
}

/** `'RangeError'`: the name of an error, or the type of whatever else was thrown. */
export function describeError(error: unknown): string {
  if (!(error instanceof Error)) return describeValue(error);
  const isNamed = typeof error.name === 'string' && error.name !== 'Error';
  return isNamed ? error.name : (constructorName(error) ?? 'Error');
}

/** A proxy or a getter may throw; a description never does. */
function constructorName(value: object): string | undefined {
  try {
    const name: unknown = value.constructor?.name;
    return typeof name === 'string' && name !== '' ? name : undefined;
  } catch {
    return undefined;
  }
}
