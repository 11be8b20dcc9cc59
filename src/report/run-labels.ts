/** What tells one run from another, in few words. */
import type { RunRecord } from '../record/run-record.js';

/** Facts of a run that may differ from another's, most telling first. */
export function runFacts({ environment, source, suite, settings, tool, startedAt }: RunRecord) {
  return {
    node: `node ${environment.node.replace(/^v/, '')}`,
    machine: `${environment.cpuModel} x ${environment.cpus}`,
    system: `${environment.os} ${environment.osRelease} ${environment.arch}`,
    commit: source ? `${source.commit.slice(0, 9)}${source.dirty ? '+' : ''}` : '',
    suite: suite.name,
    preset: settings.preset,
    'libuv threads': String(environment.uvThreadpoolSize),
    tool: `${tool.name} ${tool.version}`,
    started: startedAt.replace('T', ' ').replace(/\.\d+Z$/, 'Z'),
  } satisfies Record<string, string> as Record<string, string>;
}

/** One label per run: the first fact, or as few as are needed, in which all runs differ. */
export function labelsOf(records: readonly RunRecord[]): string[] {
  const facts = records.map(runFacts);
  const [first] = facts;
  const differing = Object.keys(first ?? {}).filter(
    (name) => new Set(facts.map((item) => item[name])).size > 1,
  );
  for (let length = 1; length <= differing.length; length += 1) {
    const names = differing.slice(0, length);
    const labels = facts.map((item) => names.map((name) => item[name] ?? '').join(', '));
    if (new Set(labels).size === records.length) return labels;
  }
  return records.map(({ id }) => id);
}
