/** Which objects do these values hold? Asked for those that are to be moved along with them. */

const DEEPEST = 3;
const MOST_ENTRIES = 64;

/**
 * The values themselves, what arrays and plain objects among them hold, and the buffers of typed
 * arrays. Three levels deep and 64 entries wide: what is hidden deeper is copied instead of moved.
 */
export function heldObjects(values: readonly unknown[]): Set<unknown> {
  const held = new Set<unknown>();
  const visit = (value: unknown, depth: number) => {
    if (typeof value !== 'object' || value === null || held.has(value)) return;
    held.add(value);
    if (ArrayBuffer.isView(value)) held.add(value.buffer);
    else if (depth < DEEPEST && isContainer(value)) {
      for (const entry of entriesOf(value)) visit(entry, depth + 1);
    }
  };
  for (const value of values) visit(value, 1);
  return held;
}

function entriesOf(value: object): unknown[] {
  return (Array.isArray(value) ? value : Object.values(value)).slice(0, MOST_ENTRIES);
}

function isContainer(value: object): boolean {
  if (Array.isArray(value)) return true;
  const prototype: unknown = Object.getPrototypeOf(value);
  return prototype === Object.prototype || prototype === null;
}
