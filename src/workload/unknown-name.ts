import { closestName } from '../executors/closest-name.js';

/**
 * One line for a name that is not known: what was typed, what was probably meant, what there is.
 *
 * @param kind as in "unknown workload".
 */
export function unknownName(kind: string, typed: string, known: readonly string[]): string {
  const closest = closestName(typed, known);
  const question = closest === undefined ? '' : ` Did you mean '${closest}'?`;
  const choices = known.length === 0 ? 'there is none' : `there is ${known.join(', ')}`;
  return `unknown ${kind} '${typed}': ${choices}.${question}`;
}
