/** A run to export: two models with numbers, one cell that failed, and names that need quoting. */
import type { ExportSource } from '../../../src/report/exporters/measured-cells.js';
import { judge } from '../../../src/verdict/judge.js';
import { buildRecord } from '../../verdict/build-record.js';

export function exportSource(): ExportSource {
  const record = buildRecord({
    workloads: [
      {
        name: 'prime-sieve',
        params: { limit: 1000 },
        loopShare: 1,
        cpuShare: 1,
        models: {
          'event-loop': 1,
          'worker-pool:2x10': 1.9,
          'async-pool:20': { kind: 'threw', message: 'no "file" <here> & there\n  at line 7' },
        },
      },
    ],
    processes: 2,
    rounds: 3,
  });
  record.source = { commit: 'c0ffee', branch: 'main', dirty: false };
  return { record, judgement: judge(record) };
}

/** Like `exportSource`, with a workload and a model that no format can take as they are. */
export function hostileSource(): ExportSource {
  const { record } = exportSource();
  const name = 'a "b", <c> \\ d\n& e';
  for (const cell of record.cells) {
    cell.id = `${name}/${cell.model}`;
    cell.workload = { ...cell.workload, key: name, name };
  }
  return { record, judgement: judge(record) };
}
