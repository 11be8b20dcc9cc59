import assert from 'node:assert/strict';
import { test } from 'node:test';
import { importViolations } from '../../scripts/import-arrows.js';

const source = (path: string, text: string) => ({ path, text });

test('an import along an arrow of the table is no violation', () => {
  const files = [
    source('src/plan/expand.ts', "import { a } from '../workload/load.js';"),
    source('src/workload/load.ts', "import type { E } from '../executors/executor.js';"),
    source('src/report/table.ts', "import type { Point } from '../history/series.js';"),
    source('src/cli/run.ts', "import { judge } from '../verdict/judge.js';"),
  ];

  assert.deepEqual(importViolations(files), []);
});

test('an import against the arrows is found, however it is written', () => {
  const written = [
    "import { open } from '../measure/open.js';",
    "import type { Open } from '../measure/open.js';",
    "export { open } from '../measure/open.js';",
    "export * from '../measure/open.js';",
    "const open = await import('../measure/open.js');",
    "let open: import('../measure/open.js').Open;",
    "import '../measure/open.js';",
  ];

  for (const text of written) {
    assert.deepEqual(
      importViolations([source('src/verdict/judge.ts', text)]),
      ['src/verdict/judge.ts imports src/measure/open.ts: there is no arrow verdict -> measure'],
      text,
    );
  }
});

test('where an arrow opens only types, a value may not come along', () => {
  const typed = "import { type Series, draw } from '../history/series.js';";

  assert.deepEqual(importViolations([source('src/report/chart.ts', typed)]), [
    'src/report/chart.ts imports src/history/series.ts: there is no arrow report -> history',
  ]);
});

test('where an arrow opens one file, its neighbours stay closed', () => {
  const files = [
    source('src/workload/load.ts', "import { find } from '../executors/portable.js';"),
    source('src/workload/catalog.ts', "import { open } from '../executors/catalog.js';"),
  ];

  assert.deepEqual(importViolations(files), [
    'src/workload/catalog.ts imports src/executors/catalog.ts: there is no arrow workload -> executors',
  ]);
});

test('nobody but main imports the command line', () => {
  const files = [
    source('src/main.ts', "import { run } from './cli/program.js';"),
    source('src/index.ts', "import { run } from './cli/program.js';"),
  ];

  assert.deepEqual(importViolations(files), [
    'src/index.ts imports src/cli/program.ts: nobody may',
  ]);
});

test('a folder that the table does not know must be entered there first', () => {
  const files = [source('src/utils/misc.ts', "import { a } from '../record/store.js';")];

  assert.deepEqual(importViolations(files), [
    'src/utils/misc.ts: src/utils has no arrows in the table',
  ]);
});

test('a ring between files is found even inside one folder', () => {
  const files = [
    source('src/plan/a.ts', "import './b.js';"),
    source('src/plan/b.ts', "import './c.js';"),
    source('src/plan/c.ts', "import type { A } from './a.js';"),
  ];

  assert.deepEqual(importViolations(files), [
    'ring: src/plan/a.ts -> src/plan/b.ts -> src/plan/c.ts -> src/plan/a.ts',
  ]);
});

test('a library has one importer, and a queue library one on each side', () => {
  const files = [
    source('src/measure/sampler.ts', "import { Bench } from 'tinybench';"),
    source('src/cli/run.ts', "import type { Bench } from 'tinybench';"),
    source('src/executors/queue.ts', "import { Queue } from 'bullmq';"),
    source('src/executors/remote/queue-host.ts', "import { Worker } from 'bullmq';"),
    source('src/record/store.ts', "import fs from 'node:fs';"),
    source('src/record/read.ts', "import fs from 'node:fs';"),
  ];

  assert.deepEqual(importViolations(files), [
    'tinybench is imported by src/cli/run.ts, src/measure/sampler.ts',
  ]);
});

test('a workload imports only what a user could', () => {
  const files = [
    source('workloads/sleep.ts', "import { defineWorkload } from 'loop-or-pool';"),
    source('workloads/flags.ts', "import { open } from '../src/executors/catalog.js';"),
    source('workloads/mixed.ts', "import { draw } from './mixed/draw.js';"),
    source('benchmarks/grain.ts', "import { z } from 'zod';"),
  ];

  assert.deepEqual(importViolations(files), [
    "workloads/flags.ts imports ../src/executors/catalog.js: it may use 'loop-or-pool' and Node",
    "benchmarks/grain.ts imports zod: it may use 'loop-or-pool' and Node",
  ]);
});
