/** What must be equal for two runs, or two cells of them, to be compared at all. */
import { environmentOf } from '../record/run-record.js';
import type { Cell, Environment, RunRecord } from '../record/run-record.js';

/** Each reason why the runs must not be compared; none if they may. */
export function whyNotComparable(base: RunRecord, head: RunRecord): string[] {
  const conditions: Condition[] = [
    ...environmentPairs(base, head).flatMap(environmentConditions),
    ['settings', base.settings.preset, head.settings.preset],
    ['offered loads', loadOf(base), loadOf(head)],
  ];
  const reasons = conditions
    .filter(([, ofBase, ofHead]) => ofBase !== ofHead)
    .map(([what, ofBase, ofHead]) => `the ${what} differ: ${ofBase} and ${ofHead}`);
  return [...new Set(reasons)];
}

type Condition = [what: string, base: string, head: string];
type Environments = [base: Environment, head: Environment];

/** Where each cell that both have was measured: a run may have come from several machines. */
function environmentPairs(base: RunRecord, head: RunRecord): Environments[] {
  const pairs = head.cells.flatMap((cell): Environments[] => {
    const partner = base.cells.find(({ id }) => id === cell.id);
    return partner ? [[environmentOf(base, partner), environmentOf(head, cell)]] : [];
  });
  return pairs.length > 0 ? pairs : [[base.environment, head.environment]];
}

function environmentConditions([base, head]: Environments): Condition[] {
  const uv = 'sizes of the libuv thread pool';
  return [
    ['machines', base.fingerprint, head.fingerprint],
    ['Node versions', nodeMajor(base), nodeMajor(head)],
    [uv, String(base.uvThreadpoolSize), String(head.uvThreadpoolSize)],
  ];
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

function nodeMajor({ node }: Environment): string {
  return node.replace(/^v/, '').split('.', 1)[0] ?? '';
}

function loadOf({ load }: RunRecord): string {
  return load ? `${load.rate} tasks/s, ${load.arrivals}` : 'none';
}
