import type { Flavor } from '../flavor.js';
import { sql } from '../kysely.js';
import type { RawBuilder, Transaction } from '../kysely.js';
import type { Tables } from '../tables.js';
import { words } from './words.js';

/** Version 2: the figures as whole numbers, times in nanoseconds. */
export async function wholeFigures(
  transaction: Transaction<Tables>,
  flavor: Flavor,
): Promise<void> {
  const { schema } = transaction;
  await schema
    .createTable('whole_figures')
    .addColumn('series_number', 'integer', (column) => column.notNull().references('series.number'))
    .addColumn('started_ms', 'bigint', (column) => column.notNull())
    .addColumn('run_number', 'integer', (column) => column.notNull().references('runs.number'))
    .addColumn('wall_ns', 'bigint', (column) => column.notNull())
    .addColumn('wall_low_ns', 'bigint', (column) => column.notNull())
    .addColumn('wall_high_ns', 'bigint', (column) => column.notNull())
    .addColumn('loop_delay_p99_ns', 'bigint', (column) => column.notNull())
    .addColumn('peak_rss_bytes', 'bigint', (column) => column.notNull())
    .addColumn('cpu_ns_per_task', 'bigint', (column) => column.notNull())
    // In this order a series lies in one piece, sorted by time: its end is read without the rest.
    .addPrimaryKeyConstraint('whole_figures_key', ['series_number', 'started_ms', 'run_number'])
    .modifyEnd(words[flavor].inKeyOrder)
    .execute();
  const wholeNumber = (number: RawBuilder<unknown>) =>
    sql<number>`cast(round(${number}) as bigint)`;
  const ns = (column: string) => wholeNumber(sql`${sql.ref(column)} * 1e6`);
  await transaction
    .withTables<{ whole_figures: Tables['figures'] }>()
    .insertInto('whole_figures')
    .columns([
      'series_number',
      'started_ms',
      'run_number',
      'wall_ns',
      'wall_low_ns',
      'wall_high_ns',
      'loop_delay_p99_ns',
      'peak_rss_bytes',
      'cpu_ns_per_task',
    ])
    .expression((query) =>
      query
        .selectFrom('figures')
        .select(['series_number', 'started_ms', 'run_number'])
        .select([
          ns('wall_ms').as('wall_ns'),
          ns('wall_low_ms').as('wall_low_ns'),
          ns('wall_high_ms').as('wall_high_ns'),
          ns('loop_delay_p99_ms').as('loop_delay_p99_ns'),
          wholeNumber(sql.ref('peak_rss_bytes')).as('peak_rss_bytes'),
          ns('cpu_ms_per_task').as('cpu_ns_per_task'),
        ]),
    )
    .execute();
  await schema.dropTable('figures').execute();
  await schema.alterTable('whole_figures').renameTo('figures').execute();
}
