import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { casesOfRun, renderJUnit } from '../../../src/report/exporters/junit.js';
import type { JUnitCase } from '../../../src/report/exporters/junit.js';
import { exportSource, hostileSource } from './export-source.js';

const startedAt = '2026-01-31T12:34:56.789Z';

test('each outcome of a gate has the element that CI services show it by', () => {
  const cases: JUnitCase[] = [
    { workload: 'sha256', model: 'event-loop', wallMs: 1500, outcome: { status: 'passed' } },
    {
      workload: 'sha256',
      model: 'worker-pool:2',
      wallMs: 250,
      outcome: { status: 'failed', message: '12 % slower (9–15 %)' },
    },
    {
      workload: 'gzip',
      model: 'event-loop',
      wallMs: null,
      outcome: { status: 'broken', kind: 'exited', message: 'exited with 1\n  at <anonymous>' },
    },
    {
      workload: 'gzip',
      model: 'worker-pool:2',
      wallMs: 80,
      outcome: { status: 'undecided', message: 'too noisy to tell' },
    },
  ];
  assert.equal(
    renderJUnit('check', startedAt, cases),
    [
      '<?xml version="1.0" encoding="UTF-8"?>',
      '<testsuites name="check" tests="4" failures="1" errors="1" skipped="1" time="1.830000">',
      '  <testsuite name="sha256" tests="2" failures="1" errors="0" skipped="0" time="1.750000" timestamp="2026-01-31T12:34:56">',
      '    <testcase name="event-loop" classname="sha256" time="1.500000"/>',
      '    <testcase name="worker-pool:2" classname="sha256" time="0.250000">',
      '      <failure message="12 % slower (9–15 %)" type="regression"/>',
      '    </testcase>',
      '  </testsuite>',
      '  <testsuite name="gzip" tests="2" failures="0" errors="1" skipped="1" time="0.080000" timestamp="2026-01-31T12:34:56">',
      '    <testcase name="event-loop" classname="gzip" time="0.000000">',
      '      <error message="exited with 1" type="exited">exited with 1',
      '  at &lt;anonymous&gt;</error>',
      '    </testcase>',
      '    <testcase name="worker-pool:2" classname="gzip" time="0.080000">',
      '      <skipped message="too noisy to tell"/>',
      '    </testcase>',
      '  </testsuite>',
      '</testsuites>',
      '',
    ].join('\n'),
  );
});

test('of a plain run, measured cells pass and failed ones are errors', () => {
  const cases = casesOfRun(exportSource());
  assert.deepEqual(
    cases.map(({ model, wallMs, outcome }) => [model, wallMs !== null, outcome.status]),
    [
      ['event-loop', true, 'passed'],
      ['worker-pool:2x10', true, 'passed'],
      ['async-pool:20', false, 'broken'],
    ],
  );
});

test('a cell of which nothing was measured is skipped, not passed', () => {
  const source = exportSource();
  source.judgement.workloads[0]!.cells[0]!.failure = {
    kind: 'not-measured',
    message: 'the run ended before this cell had a sample',
  };
  assert.equal(casesOfRun(source)[0]?.outcome.status, 'undecided');
});

const hasXmllint = spawnSync('xmllint', ['--version']).error === undefined;

test(
  'whatever stands in names and messages, the document is well-formed and says the same',
  { skip: hasXmllint ? false : 'xmllint (libxml2-utils) is not installed' },
  () => {
    const source = hostileSource();
    const [failure] = source.judgement.workloads[0]!.cells.flatMap((cell) => cell.failure ?? []);
    failure!.message = 'colour \u001b[31mred\u001b[0m, ]]> "quoted" \u0000 & <b>';
    const { status, stdout, stderr } = spawnSync(
      'xmllint',
      ['--xpath', 'string(//error/@message)', '-'],
      {
        input: renderJUnit('run', startedAt, casesOfRun(source)),
        encoding: 'utf8',
      },
    );
    assert.equal(status, 0, stderr);
    assert.equal(stdout, 'colour [31mred[0m, ]]> "quoted"  & <b>\n');
  },
);
