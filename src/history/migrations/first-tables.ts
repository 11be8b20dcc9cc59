import type { Flavor } from '../flavor.js';
import type { Transaction } from '../kysely.js';
import type { Tables } from '../tables.js';
import { words } from './words.js';
import type { Words } from './words.js';

/** Version 1. */
export async function firstTables({ schema }: Transaction<Tables>, flavor: Flavor): Promise<void> {
  const { assigned, bytes, inKeyOrder } = words[flavor];
  await schema
    .createTable('runs')
    .addColumn('number', assigned, (column) => column.primaryKey())
    .addColumn('id', 'text', (column) => column.notNull().unique())
    .addColumn('started_ms', 'bigint', (column) => column.notNull())
    .addColumn('suite', 'text', (column) => column.notNull())
    .addColumn('tool_version', 'text', (column) => column.notNull())
    .addColumn('commit_hash', 'text')
    .addColumn('branch', 'text')
    .addColumn('dirty', 'integer', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('node', 'text', (column) => column.notNull())
    .addColumn('cells', 'integer', (column) => column.notNull())
    .execute();
  await schema.createIndex('runs_by_start').on('runs').column('started_ms').execute();
  await schema
    .createTable('records')
    .addColumn('run_number', 'integer', (column) => column.primaryKey().references('runs.number'))
    .addColumn('sha256', 'text', (column) => column.notNull())
    .addColumn('packed', bytes, (column) => column.notNull())
    .execute();
  await seriesTables(schema, words[flavor]);
  await schema
    .createTable('verdicts')
    .addColumn('run_number', 'integer', (column) => column.notNull().references('runs.number'))
    .addColumn('workload', 'text', (column) => column.notNull())
    .addColumn('status', 'text', (column) => column.notNull())
    .addColumn('best_model', 'text')
    .addPrimaryKeyConstraint('verdicts_key', ['run_number', 'workload'])
    .modifyEnd(inKeyOrder)
    .execute();
}

async function seriesTables(
  schema: Transaction<Tables>['schema'],
  { assigned, inKeyOrder }: Words,
): Promise<void> {
  const identity = ['cell_id', 'fingerprint', 'node_major', 'settings'] as const;
  await schema
    .createTable('series')
    .addColumn('number', assigned, (column) => column.primaryKey())
    .addColumn('cell_id', 'text', (column) => column.notNull())
    .addColumn('workload', 'text', (column) => column.notNull())
    .addColumn('model', 'text', (column) => column.notNull())
    .addColumn('fingerprint', 'text', (column) => column.notNull())
    .addColumn('node_major', 'integer', (column) => column.notNull())
    .addColumn('settings', 'text', (column) => column.notNull())
    .addUniqueConstraint('series_identity', [...identity])
    .execute();
  await schema
    .createTable('figures')
    .addColumn('series_number', 'integer', (column) => column.notNull().references('series.number'))
    .addColumn('started_ms', 'bigint', (column) => column.notNull())
    .addColumn('run_number', 'integer', (column) => column.notNull().references('runs.number'))
    .addColumn('wall_ms', 'double precision', (column) => column.notNull())
    .addColumn('wall_low_ms', 'double precision', (column) => column.notNull())
    .addColumn('wall_high_ms', 'double precision', (column) => column.notNull())
    .addColumn('loop_delay_p99_ms', 'double precision', (column) => column.notNull())
    .addColumn('peak_rss_bytes', 'double precision', (column) => column.notNull())
    .addColumn('cpu_ms_per_task', 'double precision', (column) => column.notNull())
    // In this order a series lies in one piece, sorted by time: its end is read without the rest.
    .addPrimaryKeyConstraint('figures_key', ['series_number', 'started_ms', 'run_number'])
    .modifyEnd(inKeyOrder)
    .execute();
}
