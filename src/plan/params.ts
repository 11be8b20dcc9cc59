/** Parameters of workloads: `limit=1e6` from the command line, checked against the defaults' types. */
import type { ParamValue, Params } from '../workload/define-workload.js';
import type { DescribedWorkload } from '../workload/describe.js';
import { unknownName } from '../workload/unknown-name.js';
import type { Problems } from './problems.js';

/**
 * The overrides for each workload that has such a parameter, by workload name.
 *
 * @param texts each `name=value`; a parameter that no workload has is a problem.
 */
export function parseParams(
  texts: readonly string[],
  workloads: readonly DescribedWorkload[],
  problems: Problems,
): (workload: DescribedWorkload) => Params {
  const given = texts
    .map((text) => splitParam(text, problems))
    .filter((pair) => pair !== undefined);
  const known = [...new Set(workloads.flatMap(({ params }) => Object.keys(params)))];
  for (const [name] of given) {
    if (!known.includes(name)) problems.add(unknownName('parameter', name, known));
  }
  return ({ name: workload, params: defaults }) => {
    const own = given.filter(([name]) => name in defaults);
    return Object.fromEntries(
      own.map(([name, text]) => [name, parseValue(workload, name, text, defaults[name], problems)]),
    );
  };
}

/** Checks parameters that a suite gives as values. */
export function checkParams(
  { name: workload, params: defaults }: DescribedWorkload,
  params: Params,
  problems: Problems,
): void {
  for (const [name, value] of Object.entries(params)) {
    const byDefault = defaults[name];
    if (byDefault === undefined) {
      problems.add(`${workload}: ${unknownName('parameter', name, Object.keys(defaults))}`);
    } else if (typeof value !== typeof byDefault) {
      problems.add(`${workload}: ${name}: expected a ${typeof byDefault}, received '${value}'`);
    }
  }
}

function splitParam(text: string, problems: Problems): [name: string, value: string] | undefined {
  const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
  if (name !== undefined && value !== undefined) return [name.trim(), value];
  problems.add(`--param: expected name=value, received '${text}'`);
  return undefined;
}

function parseValue(
  workload: string,
  name: string,
  text: string,
  byDefault: ParamValue | undefined,
  problems: Problems,
): ParamValue {
  if (typeof byDefault === 'string') return text;
  if (typeof byDefault === 'boolean' && (text === 'true' || text === 'false'))
    return text === 'true';
  const number = Number(text.replaceAll('_', ''));
  if (typeof byDefault === 'number' && text.trim() !== '' && Number.isFinite(number)) return number;
  const wanted = typeof byDefault === 'boolean' ? 'true or false' : `a ${typeof byDefault}`;
  problems.add(`--param ${name}=${text}: ${workload} expects ${wanted}`);
  return text;
}
