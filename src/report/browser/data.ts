/** The data that the page carries. */

/** What was inlined under `id`; an empty list where nothing was. */
export function readData<T extends unknown[]>(id: string): T {
  return JSON.parse(document.getElementById(id)?.textContent ?? '[]') as T;
}
