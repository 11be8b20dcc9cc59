/** The words for what was judged: the same in every section and output. */
import type {
  BoundTerm,
  Comparison,
  Estimate,
  MeasuredNature,
  NatureFinding,
} from '../verdict/verdict.js';
import type { Tone } from './table.js';
import { byteSize, duration, percent, range, significant, times, trimmed } from './units.js';

const natures: Record<MeasuredNature, string> = {
  'io-bound': 'I/O-bound',
  'cpu-bound': 'CPU-bound',
  'cpu-bound-off-loop': 'CPU-bound off the loop',
  blocking: 'blocks the loop',
  mixed: 'mixed',
  unknown: 'unknown',
};

const comparisons: Record<Comparison, { text: string; tone?: Tone }> = {
  reference: { text: 'reference', tone: 'muted' },
  faster: { text: '▲ faster', tone: 'better' },
  slower: { text: '▼ slower', tone: 'worse' },
  same: { text: '= same', tone: 'muted' },
  unclear: { text: '? unclear', tone: 'doubt' },
};

const boundTerms: Record<BoundTerm, string> = {
  concurrency: 'tasks in flight',
  loop: 'the loop (1/L)',
  cpus: 'CPUs (C/U)',
};

/** `CPU-bound` */
export function natureWord(nature: MeasuredNature): string {
  return natures[nature];
}

/** `▲ faster`, with the tone that goes with it. */
export function comparisonWord(comparison: Comparison): { text: string; tone?: Tone } {
  return comparisons[comparison];
}

/** `CPUs (C/U)` */
export function boundTermWord(term: BoundTerm): string {
  return boundTerms[term];
}

/** What one task alone was seen to do, which is what its nature is read from. */
export function natureDetail(nature: NatureFinding): string {
  const parts = [];
  if (nature.loopShare) parts.push(`loop share ${percent(nature.loopShare.value)}`);
  if (nature.cpuShare) parts.push(`CPU share ${percent(nature.cpuShare.value)}`);
  return parts.join(', ');
}

/** `1.86x (1.78–1.94)` */
export function speedUpWithInterval(estimate: Estimate): string {
  return `${times(estimate.value)} (${range(estimate.low, estimate.high)})`;
}

/** `38 %` of a share, `2.5 ms` of a time, `64 kB` of bytes: by the unit that ends the name. */
export function paramValue(param: string, value: number): string {
  if (/share$/i.test(param)) return percent(value);
  if (/Us$/.test(param)) return trimmed(duration(value / 1000));
  if (/(^ms|Ms)$/.test(param)) return trimmed(duration(value));
  return /bytes$/i.test(param) ? trimmed(byteSize(value)) : significant(value);
}

/** `cpuShare` as people write it: `CPU share`; a unit goes with the value. */
export function paramName(param: string): string {
  return param
    .replace(/(?<=[a-z])(Us|Ms)$/, '')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
    .replace(/\bcpu\b/g, 'CPU');
}

/** `a, b and c` */
export function listed(items: readonly string[]): string {
  if (items.length < 2) return items.join('');
  return `${items.slice(0, -1).join(', ')} and ${items.at(-1) ?? ''}`;
}
