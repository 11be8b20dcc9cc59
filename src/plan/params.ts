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
    const values = given.flatMap(([name, text]) => {
      const byDefault = defaults[name];
      if (byDefault === undefined) return [];
      return [[name, parseValue(workload, name, text, byDefault, problems)]];
    });
    return Object.fromEntries(values) as Params;
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

/** A value that cannot be read is a problem, and the default stands in for it. */
function parseValue(
  workload: string,
  name: string,
  text: string,
  byDefault: ParamValue,
  problems: Problems,
): ParamValue {
  const value = readAs(typeof byDefault, text.trim());
  if (value !== undefined) return value;
  const wanted = typeof byDefault === 'boolean' ? 'true or false' : 'a number';
  problems.add(`--param ${name}=${text}: ${workload} expects ${wanted}`);
  return byDefault;
}

function readAs(type: string, text: string): ParamValue | undefined {
  if (type === 'string') return text;
  if (type === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  const number = Number(text.replaceAll('_', ''));
  return text !== '' && Number.isFinite(number) ? number : undefined;
}
