/**
 * What a function is called with, as one value: almost always that is its only argument, and a
 * hundred thousand pending calls need no array each.
 */

/** Arguments that are not exactly one. */
class ArgumentList {
  readonly args: unknown[];
  constructor(args: unknown[]) {
    this.args = args;
  }
}

/** The only argument, or the list of them. */
export type Input = unknown;

export function toInput(args: unknown[]): Input {
  return args.length === 1 ? args[0] : new ArgumentList(args);
}

export function toArgs(input: Input): unknown[] {
  return input instanceof ArgumentList ? input.args : [input];
}

export function callWith(fn: (...args: never[]) => unknown, input: Input): unknown {
  return input instanceof ArgumentList ? fn(...(input.args as never[])) : fn(input as never);
}
