import type { JudgedRun } from './judged-run.js';

/**
 * The runs with one key for what is the same workload under other parameters.
 *
 * `prime-sieve(limit=100000)` in one run and `prime-sieve(limit=300000)` in the next are both called
 * `prime-sieve`, so that they stand in one row. Where a run has several of a name, as in a sweep, all
 * keep their keys.
 */
export function aligned(runs: readonly JudgedRun[]): JudgedRun[] {
  const renamed = namesToAlign(runs);
  const keyOf = ({ key, name }: { key: string; name: string }) => (renamed.has(name) ? name : key);
  return runs.map(({ record, judgement }) => ({
    record: {
      ...record,
      cells: record.cells.map((cell) => ({
        ...cell,
        workload: { ...cell.workload, key: keyOf(cell.workload) },
      })),
    },
    judgement: {
      ...judgement,
      workloads: judgement.workloads.map((item) => ({ ...item, key: keyOf(item) })),
    },
  }));
}

/** Names that stand for one workload in each run, and for different keys in some. */
function namesToAlign(runs: readonly JudgedRun[]): Set<string> {
  const workloads = runs.flatMap(({ judgement }) => judgement.workloads);
  const names = [...new Set(workloads.map(({ name }) => name))];
  return new Set(
    names.filter((name) => {
      const keysByRun = runs.map(({ judgement }) =>
        judgement.workloads.filter((item) => item.name === name).map(({ key }) => key),
      );
      const isOneEach = keysByRun.every((keys) => keys.length <= 1);
      return isOneEach && new Set(keysByRun.flat()).size > 1;
    }),
  );
}
