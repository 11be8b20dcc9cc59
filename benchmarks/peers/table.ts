import type { Contest } from './contest.js';
import type { Standing, TargetStanding } from './standings.js';

/** A contest's result as Markdown, the fastest first. */
export function contestMarkdown(
  contest: Contest,
  standings: readonly Standing[],
  targets: readonly TargetStanding[],
): string {
  const ranked = standings.toSorted((one, other) => one.perTaskUs.value - other.perTaskUs.value);
  const hasHeap = ranked.some(({ liveHeapBytes }) => liveHeapBytes !== null);
  const lines = [
    `## ${contest.title}`,
    '',
    `${contest.tasks.toLocaleString('en')} tasks a batch; microseconds per task, median [fastest .. slowest].`,
    '',
    row(['', 'us per task', ...(hasHeap ? ['live heap, MB'] : [])]),
    row(['---', '---:', ...(hasHeap ? ['---:'] : [])]),
    ...ranked.map(({ name, failure, perTaskUs: { value, min, max }, liveHeapBytes }) =>
      row([
        name.startsWith('loop-or-pool') ? `**${name}**` : name,
        failure ?? `${significant(value)} [${significant(min)} .. ${significant(max)}]`,
        ...(hasHeap ? [megabytes(liveHeapBytes)] : []),
      ]),
    ),
    '',
    row(['ours', 'against', 'time, as a multiple (95 %)', 'target', '']),
    row(['---', '---', '---:', '---:', '---']),
    ...targets.map(({ ours, peer, ratio, atMost, outcome }) =>
      row([
        ours,
        peer,
        `${ratio.value.toFixed(2)} [${ratio.low.toFixed(2)} .. ${ratio.high.toFixed(2)}]`,
        `<= ${atMost}`,
        outcome,
      ]),
    ),
    '',
  ];
  return lines.join('\n');
}

function row(cells: readonly string[]): string {
  return `| ${cells.join(' | ')} |`;
}

function significant(value: number): string {
  return String(Number(value.toPrecision(3)));
}

function megabytes(bytes: number | null): string {
  return bytes === null ? '-' : (bytes / 1e6).toFixed(1);
}
