/** Parts of a run, measured on several machines -> one run record. */
import type { RunRecord, Shard } from './run-record.js';

/** A record of a part. */
type Part = RunRecord & { shard: Shard };

/** The parts do not belong together, or are not all there. */
export class ShardError extends Error {
  override readonly name = 'ShardError';
}

/**
 * Each workload's cells come from one part, so every comparison stays within a machine. The machines
 * may differ in their CPU's model and in memory; the record keeps each part's environment. It takes
 * the id and the start of the part that began first.
 *
 * @throws {ShardError} naming everything that forbids it: parts that are missing or there twice, and
 *   what differs between them: suite, plan, settings, seed, commit, versions, number of CPUs.
 */
export function mergeShards(records: readonly RunRecord[]): RunRecord {
  const parts = records.filter(isPart).sort((a, b) => a.shard.index - b.shard.index);
  const [first] = parts;
  if (first === undefined || parts.length < records.length) {
    throw new ShardError(`${records.map(({ id }) => id).join(', ')}: not all are parts of a run`);
  }
  const problems = [...whatIsMissing(parts), ...whatIsDouble(parts), ...whatDiffers(parts)];
  if (problems.length > 0) {
    throw new ShardError(`these parts are not one run: ${problems.join('; ')}`);
  }
  const run: RunRecord = { ...parts.reduce((a, b) => (a.startedAt <= b.startedAt ? a : b)) };
  delete run.shard;
  return {
    ...run,
    finishedAt:
      parts
        .map(({ finishedAt }) => finishedAt)
        .sort()
        .at(-1) ?? run.finishedAt,
    status: parts.every(({ status }) => status === 'complete') ? 'complete' : 'interrupted',
    environment: first.environment,
    shards: parts.map(({ shard, id, environment, cells }) => ({
      index: shard.index,
      runId: id,
      environment,
      workloads: [...new Set(cells.map(({ workload }) => workload.key))],
    })),
    cells: parts.flatMap(({ cells }) => cells),
  };
}

export function isPart(record: RunRecord): record is Part {
  return record.shard !== undefined;
}

/** What must be the same in all parts of a run; the parts of one run have it in common. */
export function partsKey({ shard, suite, source, settings, seed }: Part): string {
  const { commit, dirty } = source ?? {};
  return JSON.stringify([
    shard.count,
    shard.plan,
    suite.name,
    settings.preset,
    seed,
    commit,
    dirty,
  ]);
}

function whatIsMissing(parts: readonly Part[]): string[] {
  const counts = new Set(parts.map(({ shard }) => shard.count));
  const count = Math.max(...counts);
  if (counts.size > 1) return [`they are of ${[...counts].join(' and of ')} parts`];
  return Array.from({ length: count }, (_, i) => i + 1).flatMap((index) => {
    const found = parts.filter(({ shard }) => shard.index === index);
    if (found.length === 0) return [`${index}/${count} is missing`];
    if (found.length === 1) return [];
    return [
      `${index}/${count} is there ${found.length} times (${found.map(({ id }) => id).join(', ')})`,
    ];
  });
}

/** Parts of one plan never share a workload. */
function whatIsDouble(parts: readonly Part[]): string[] {
  const ids = parts.flatMap(({ cells }) => cells.map(({ id }) => id));
  const double = ids.filter((id, i) => ids.indexOf(id) !== i);
  return double.length > 0
    ? [`measured in several of them: ${[...new Set(double)].join(', ')}`]
    : [];
}

function whatDiffers(parts: readonly Part[]): string[] {
  const facts = parts.map(commonFacts);
  return Object.keys(facts[0] ?? {}).flatMap((name) => {
    const values = [...new Set(facts.map((fact) => String(fact[name])))];
    return values.length > 1 ? [`${name}: ${values.join(' or ')}`] : [];
  });
}

/** Processes and budget are not among them: they go by the number of cells, which differs. */
function commonFacts({ shard, suite, settings, seed, load, source, tool, environment }: Part) {
  return {
    suite: suite.name,
    'plan (workloads, models, tasks, parameters)': shard.plan,
    preset: settings.preset,
    precision: settings.precision,
    rounds: `${settings.minRounds} to ${settings.maxRounds}`,
    'time limit': settings.timeLimitMs,
    load: load === undefined ? 'none' : JSON.stringify(load),
    seed,
    commit: source ? `${source.commit}${source.dirty ? '+' : ''}` : 'none',
    tool: tool.version,
    node: environment.node,
    system: `${environment.os}/${environment.arch}`,
    CPUs: environment.cpus,
    'CPU quota': environment.cpuQuota,
    'libuv threads': environment.uvThreadpoolSize,
  } as Record<string, unknown>;
}
