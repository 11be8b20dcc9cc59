/** What a ladder of sizes has shown, in words and as a table. */
import type { Interval, Scaling } from '../../verdict/verdict.js';
import { tableOf, textField } from '../fields.js';
import type { Field } from '../fields.js';
import { absent } from '../table.js';
import type { Table } from '../table.js';
import { percent, significant, times } from '../units.js';

/** `prime-sieve: worker-pool gains nothing beyond 2 workers, 1.9x` */
export function scalingFinding(scaling: Scaling | undefined, subject?: string): string {
  if (!scaling) return 'Nothing was measured at more than one size';
  const { workload, pool, trend, top, enough, levels } = scaling;
  const name = subject ?? `${workload}: `;
  const kind = kindOf(pool);
  const speed = times(top.speedUp.value);
  const last = levels.at(-1) ?? top;
  switch (trend) {
    case 'flat':
      return `${name}${kind} gains nothing from more ${nouns(pool)}`;
    case 'unclear':
      return `${name}whether ${kind} gains from more ${nouns(pool)} is unclear`;
    case 'grows':
      return `${name}${kind} still gains at ${sized(pool, last.size)}, ${speed}`;
    case 'levels-off':
      return `${name}${kind} gains nothing beyond ${sized(pool, enough.value)}, ${speed}`;
    case 'peaks':
      if (top === levels[0]) {
        return `${name}${kind} only loses by more ${nouns(pool)}: ${times(last.speedUp.value)} at ${last.size}`;
      }
      return `${name}${kind} peaks at ${sized(pool, top.size)}, ${speed}, and falls to ${times(last.speedUp.value)}`;
  }
}

/** One row for each pool of each workload. */
export function scalingTable(scalings: Scaling[]): Table {
  const fields: Field<Scaling>[] = [
    textField('workload', 'workload', ({ workload }) => workload),
    textField('pool', 'pool', ({ pool }) => pool),
    rangeField({ key: 'enough', header: 'enough' }, ({ enough }) => enough, String),
    rangeField({ key: 'topSpeedUp', header: 'top speed-up' }, ({ top }) => top.speedUp, times),
    lawField({ key: 'contention', header: 'contention', dropOrder: 2 }, 'contention', percent),
    lawField({ key: 'coherency', header: 'coherency', dropOrder: 3 }, 'coherency', tinyShare),
    rangeField({ key: 'knee', header: 'law peaks at', dropOrder: 1 }, ({ knee }) => knee, rounded),
    wordsField({ key: 'law', header: 'law', dropOrder: 4 }, ({ law }) =>
      law.kind === 'fit' ? `fits to ${percent(law.error)}` : 'no fit',
    ),
    wordsField({ key: 'whyNot', header: 'why not', dropOrder: 5 }, ({ law }) =>
      law.kind === 'fit' ? '' : law.reason,
    ),
  ];
  const caption = 'How many are enough, and the universal scalability law through the levels';
  return tableOf({ id: 'scalings', caption }, fields, scalings);
}

interface Heading {
  key: string;
  header: string;
  dropOrder?: number;
}

function wordsField(
  { dropOrder = 0, ...heading }: Heading,
  read: (scaling: Scaling) => string,
): Field<Scaling> {
  const plain = textField(heading.key, heading.header, read);
  return { ...plain, column: { ...plain.column, dropOrder } };
}

type Show = (value: number) => string;

function lawField(heading: Heading, term: 'contention' | 'coherency', show: Show) {
  return rangeField(heading, ({ law }) => (law.kind === 'fit' ? law[term] : null), show);
}

/** `2` `1–4`; the interval is left out where it is the value. */
function rangeField(
  { key, header, dropOrder = 0 }: Heading,
  read: (scaling: Scaling) => Interval | null,
  show: Show,
): Field<Scaling> {
  return {
    column: { key, header, align: 'right', dropOrder, hasInterval: true },
    cell: (scaling) => {
      const interval = read(scaling);
      if (!interval) return absent;
      const { value, low, high } = interval;
      const detail = show(low) === show(high) ? {} : { detail: `${show(low)}–${show(high)}` };
      return { text: show(value), ...detail, value, interval: { low, high } };
    },
  };
}

function rounded(size: number): string {
  return significant(size, 2);
}

/** Coherency is a matter of parts in a thousand, and less. */
function tinyShare(share: number): string {
  return share === 0 ? '0' : `${significant(share * 100, 2)} %`;
}

/** `worker-pool` of `worker-pool:kx10` */
function kindOf(pool: string): string {
  return pool.split(':', 1)[0] ?? pool;
}

function sized(pool: string, size: number): string {
  const noun = nouns(pool);
  return `${size} ${size === 1 ? noun.replace(/e?s\b/, '') : noun}`;
}

function nouns(pool: string): string {
  const words: Record<string, string> = {
    'async-pool': 'tasks in flight',
    'process-pool': 'processes',
    queue: 'hosts',
  };
  return words[kindOf(pool)] ?? 'workers';
}
