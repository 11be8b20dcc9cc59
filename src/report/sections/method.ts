/** How it was measured, the words used, and the machine. */
import type { RunRecord } from '../../record/run-record.js';
import type { Section } from '../document.js';
import { tableOf, textField } from '../fields.js';
import type { Table } from '../table.js';
import { byteSize, duration } from '../units.js';

/** Method, glossary and environment. */
export function methodSection(record: RunRecord): Section {
  return {
    id: 'method',
    name: 'Method',
    heading: 'How this was measured, and what the words mean',
    lead: 'Each cell (a workload under a model) lives in processes of its own; cells take turns in an order shuffled anew in each round, one sample at a time.',
    blocks: [
      { kind: 'terms', terms: glossary },
      { kind: 'table', table: environmentTable(record), isFolded: true },
    ],
  };
}

const glossary = [
  {
    term: 'Wall time',
    text: 'Time from the first task’s start to the last task’s end for one batch. The figure is the median of all samples.',
  },
  {
    term: 'Speed-up',
    text: 'Wall time on the event loop divided by wall time under the model, paired by round, so that a slow moment of the machine strikes both sides.',
  },
  {
    term: '95 % interval',
    text: 'The range in which the true value lies in 95 of 100 such runs, from resampling processes and rounds. Two models are called the same when the interval lies within 5 % of 1x. ±? stands for one that is wider than its value.',
  },
  {
    term: 'Loop share L',
    text: 'Share of a lone task’s time in which it keeps its event loop busy. No async pool is faster than 1/L: this is Node’s counterpart of Python’s global interpreter lock.',
  },
  {
    term: 'CPU share U',
    text: 'CPU time of all threads during a lone task, divided by its wall time. C CPUs allow a speed-up of at most C/U.',
  },
  {
    term: 'Law of the loop',
    text: 'speed-up of async-pool:n ≤ min(n, 1/L, C/U); of k workers with c tasks each ≤ min(k·c, k/L, C/U).',
  },
  {
    term: 'Loop delay',
    text: 'How late the main event loop got round to a timer that was due. While it is late, nothing else on that loop is served.',
  },
];

type Fact = [name: string, value: string];

function environmentTable({
  environment,
  startedAt,
  seed,
  id,
  source,
  settings,
  shards = [],
}: RunRecord): Table {
  const quota = environment.cpuQuota === null ? 'none' : `${environment.cpuQuota} CPUs`;
  const facts: Fact[] = [
    ['run', id],
    ['started', startedAt],
    ['source', source ? `${source.commit}${source.dirty ? ', with local changes' : ''}` : 'none'],
    ['preset', settings.preset],
    ['seed', String(seed)],
    ['node', environment.node],
    ['V8', environment.v8],
    ['system', `${environment.os} ${environment.osRelease} ${environment.arch}`],
    ['CPU', environment.cpuModel],
    ['CPUs available', String(environment.cpus)],
    ['CPU quota', quota],
    ['memory', byteSize(environment.memoryBytes)],
    ['libuv threads', String(environment.uvThreadpoolSize)],
    ['timer resolution', duration(environment.timerResolutionNs / 1e6)],
    ['machine fingerprint', environment.fingerprint],
    ...shards.map((part): Fact => [
      `part ${part.index} of ${shards.length}`,
      `${part.workloads.join(', ')} on ${part.environment.fingerprint} (${part.runId})`,
    ]),
  ];
  const fields = [
    textField<Fact>('name', 'what', ([name]) => name),
    textField<Fact>('value', 'value', ([, value]) => value),
  ];
  return tableOf({ id: 'environment', caption: 'Environment and settings' }, fields, facts);
}
