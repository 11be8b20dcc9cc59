import type { Contest } from './contest.js';
import type { Standing, TargetStanding } from './standings.js';

/** A contest's result as Markdown, the cheapest first. */
export function contestMarkdown(
  contest: Contest,
  standings: readonly Standing[],
  targets: readonly TargetStanding[],
): string {
  const ranked = standings.toSorted((one, other) => one.cost.value - other.cost.value);
  const hasHeap = ranked.some(({ liveHeapBytes }) => liveHeapBytes !== null);
  const lines = [
    `## ${contest.title}`,
    '',
    `Tasks in a batch: ${contest.tasks.toLocaleString('en')}. Median of the rounds [least .. most].`,
    '',
    row(['', contest.cost, ...(hasHeap ? ['live heap, MB'] : [])]),
    row(['---', '---:', ...(hasHeap ? ['---:'] : [])]),
    ...ranked.map(({ name, failure, cost: { value, min, max }, liveHeapBytes }) =>
      row([
        name.startsWith('loop-or-pool') ? `**${name}**` : name,
        failure ?? `${significant(value)} [${significant(min)} .. ${significant(max)}]`,
        ...(hasHeap ? [megabytes(liveHeapBytes)] : []),
      ]),
    ),
    '',
    row(['ours', 'against', 'ours / theirs (95 %)', 'target', '']),
    row(['---', '---', '---:', '---:', '---']),
    ...targets.map(({ ours, peer, ratio, atMost, outcome }) =>
      row([
        ours,
        peer,
        `${significant(ratio.value)} [${significant(ratio.low)} .. ${significant(ratio.high)}]`,
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
