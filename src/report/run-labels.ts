/** What tells one run from another, in few words. */
import type { ParamValue, RunRecord } from '../record/run-record.js';

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

/** The facts of each run, and before the others what its shared workloads were given, where that differs. */
export function factsOf(records: readonly RunRecord[]): Record<string, string>[] {
  const given = records.map(givenTo);
  const differing = [...new Set(given.flatMap((values) => [...values.keys()]))].filter(
    (name) => new Set(given.flatMap((values) => values.get(name) ?? [])).size > 1,
  );
  const shortNames = differing.map((name) => name.slice(name.lastIndexOf(' ') + 1));
  const isShort = new Set(shortNames).size === differing.length;
  return records.map((record, run) => ({
    ...Object.fromEntries(
      differing.map((name, i) => {
        const value = given[run]?.get(name);
        return [name, value === undefined ? '' : `${isShort ? shortNames[i] : name}=${value}`];
      }),
    ),
    ...runFacts(record),
  }));
}

/** `prime-sieve limit` -> 100000, `prime-sieve tasks` -> 20. */
function givenTo({ cells }: RunRecord): Map<string, ParamValue> {
  return new Map(
    cells.flatMap(({ workload: { key, params }, tasks }) =>
      Object.entries({ ...params, tasks }).map(([name, value]) => [`${key} ${name}`, value]),
    ),
  );
}

/** One label per run: the first fact, or as few as are needed, in which all runs differ. */
export function labelsOf(records: readonly RunRecord[]): string[] {
  const facts = factsOf(records);
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
