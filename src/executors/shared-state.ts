/**
 * State that every copy of this package in a thread shares. There are several: what the root, the
 * task entry and the far side of a pool load are bundles of their own, and a program may have the
 * package installed twice. A function marked by one copy is portable for all.
 */
const registry = globalThis as { [key: symbol]: unknown };

/** The state of this name; whoever asks first creates it. */
export function sharedState<S extends object>(name: string, create: () => S): S {
  const key = Symbol.for(`loop-or-pool: ${name}`);
  return (registry[key] ??= create()) as S;
}
