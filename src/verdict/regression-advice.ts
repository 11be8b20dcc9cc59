import type { RunRecord } from '../record/run-record.js';
import { judge } from './judge.js';
import type { ChangedAdvice } from './regression.js';

/** The workloads for which both runs give clear advice, and not the same. */
export function changedAdvice(base: RunRecord, head: RunRecord): ChangedAdvice[] {
  const before = clearAdvice(base);
  return [...clearAdvice(head)].flatMap(([workload, now]) => {
    const was = before.get(workload);
    return was === undefined || was === now ? [] : [{ workload, was, now }];
  });
}

function clearAdvice(record: RunRecord): Map<string, string> {
  return new Map(
    judge(record).workloads.flatMap(({ key, verdict }) =>
      verdict.status === 'clear' && verdict.best ? [[key, verdict.best.model]] : [],
    ),
  );
}
