import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { test } from 'node:test';
import { renderOpenMetrics } from '../../../src/report/exporters/openmetrics.js';
import { exportSource, hostileSource } from './export-source.js';

const label = String.raw`[a-z_]+="(?:[^"\\\n]|\\[\\"n])*"`;
const sampleLine = new RegExp(String.raw`^(\w+)\{${label}(?:,${label})*\} ([\d.e+-]+)$`);

test('families are told before their samples, once, and the end is marked', () => {
  const lines = renderOpenMetrics(hostileSource()).split('\n');
  assert.deepEqual(lines.slice(-2), ['# EOF', '']);
  const told = new Set<string>();
  let family = '';
  for (const line of lines.slice(0, -2)) {
    const [, kind, name = '', text] = /^# (TYPE|UNIT|HELP) (\w+) (.+)$/.exec(line) ?? [];
    if (kind === 'TYPE') {
      assert.ok(!told.has(name), name);
      assert.equal(text, 'gauge');
      told.add((family = name));
    } else if (kind !== undefined) {
      assert.equal(name, family);
      if (kind === 'UNIT') assert.ok(name.endsWith(`_${text}`), line);
    } else {
      assert.equal(sampleLine.exec(line)?.[1], family, line);
    }
  }
  assert.equal(told.size, 8);
});

test('figures are in base units, with workload and model as labels', () => {
  const source = exportSource();
  const text = renderOpenMetrics(source);
  const { wallMs } = source.judgement.workloads[0]!.cells[1]!.numbers!;
  const labels = '{workload="prime-sieve(limit=1000)",model="worker-pool:2x10",tasks="20"}';
  assert.ok(text.includes(`\nloop_or_pool_wall_seconds${labels} ${wallMs.value / 1000}\n`));
  assert.ok(text.includes(`\nloop_or_pool_peak_rss_bytes${labels} 60000000\n`));
});

const reader = `
import sys
from prometheus_client.openmetrics.parser import text_string_to_metric_families as parse
for family in parse(sys.stdin.read()):
    print(family.name, family.type, family.unit, len(family.samples), family.samples[0].labels['workload'].encode())
`;
const python = ['/usr/bin/python3', 'python3'].find(
  (program) =>
    spawnSync(program, ['-c', 'import prometheus_client.openmetrics.parser']).status === 0,
);

test(
  "Prometheus's own Python reader takes it, names and all",
  { skip: python === undefined ? 'python3-prometheus-client is not installed' : false },
  () => {
    const { status, stdout, stderr } = spawnSync(python ?? '', ['-c', reader], {
      input: renderOpenMetrics(hostileSource()),
      encoding: 'utf8',
    });
    assert.equal(status, 0, stderr);
    const families = stdout.trim().split('\n');
    assert.equal(families.length, 8);
    assert.equal(
      families[0],
      String.raw`loop_or_pool_wall_seconds gauge seconds 2 b'a "b", <c> \\ d\n& e'`,
    );
  },
);
