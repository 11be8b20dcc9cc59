/** What must be equal for two runs, or two cells of them, to be compared at all. */
import type { Cell, RunRecord } from '../record/run-record.js';

/** Each reason why the runs must not be compared; none if they may. */
export function whyNotComparable(base: RunRecord, head: RunRecord): string[] {
  const conditions: [what: string, base: string, head: string][] = [
    ['machines', base.environment.fingerprint, head.environment.fingerprint],
    ['Node versions', nodeMajor(base), nodeMajor(head)],
    ['sizes of the libuv thread pool', uvThreads(base), uvThreads(head)],
    ['settings', base.settings.preset, head.settings.preset],
  ];
  return conditions
    .filter(([, ofBase, ofHead]) => ofBase !== ofHead)
    .map(([what, ofBase, ofHead]) => `the ${what} differ: ${ofBase} and ${ofHead}`);
}

/** Why two cells of the same name measure different work, or null if they do not. */
export function whyOtherWork(base: Cell, head: Cell): string | null {
  const differences = [
    ...(base.tasks === head.tasks ? [] : [`${base.tasks} and ${head.tasks} tasks in a batch`]),
    ...differingParams(base.workload.params, head.workload.params),
  ];
  return differences.length === 0 ? null : differences.join(', ');
}

/** `limit=1000 and limit=2000` for each parameter that is not the same on both sides. */
function differingParams(
  base: Cell['workload']['params'],
  head: Cell['workload']['params'],
): string[] {
  const names = [...new Set([...Object.keys(base), ...Object.keys(head)])];
  const shown = (params: typeof base, name: string) =>
    name in params ? `${name}=${String(params[name])}` : `no ${name}`;
  return names
    .filter((name) => base[name] !== head[name])
    .map((name) => `${shown(base, name)} and ${shown(head, name)}`);
}

function nodeMajor({ environment }: RunRecord): string {
  return environment.node.replace(/^v/, '').split('.', 1)[0] ?? '';
}

function uvThreads({ environment }: RunRecord): string {
  return String(environment.uvThreadpoolSize);
}
