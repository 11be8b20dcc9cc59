import assert from 'node:assert/strict';
import { createRequire } from 'node:module';
import { test } from 'node:test';
import { renderCharts } from '../../src/report/png.js';
import { buildReport } from '../../src/report/report.js';
import { buildTrendReport } from '../../src/report/trend-report.js';
import { trend } from './a-trend.js';
import { crossoverRun, hostileRun, tradeoffRun } from './sample-run.js';

const require = createRequire(import.meta.url);
const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

test('each chart and the timeline are drawn light and dark at twice their size', async () => {
  const pictures = await picturesOf(crossoverRun());
  const names = [
    ...['speed-up', 'crossover', 'latency-mixed-cpuShare-0'],
    ...['latency', 'loop-health', 'loop-delay', 'timeline'],
  ];
  assert.deepEqual(
    pictures.map(({ name }) => name),
    ['', '-dark'].flatMap((suffix) => names.map((name) => `${name}${suffix}.png`)),
  );
  for (const { png } of pictures) {
    assert.deepEqual(png.subarray(0, 8), signature);
    assert.equal(png.readUInt32BE(16), 2000);
  }
});

test('text is drawn with a font that comes along, also on a machine without any', async () => {
  await picturesOf(tradeoffRun());
  const { GlobalFonts } = require('canvas') as {
    GlobalFonts: { has(family: string): boolean };
  };
  assert.ok(GlobalFonts.has('DejaVu Sans'));
});

test('a failed cell and hostile names leave the other marks in the picture', async () => {
  const pictures = await picturesOf(hostileRun());
  assert.equal(pictures.length, 12);
});

test('memory does not grow with the number of charts', async () => {
  const trends = Array.from({ length: 40 }, (_, i) => ({ ...trend, cellId: `cell ${i}` }));
  const report = buildTrendReport(trends, {
    tool: 'loop-or-pool',
    place: 'history.db',
    command: '',
    drawnAt: new Date(0),
  });
  let drawn = 0;
  let earlyBytes = Infinity;
  for await (const { png } of renderCharts(report)) {
    assert.ok(png.length > 0);
    drawn += 1;
    if (drawn === 20) earlyBytes = process.memoryUsage.rss();
  }
  assert.equal(drawn, 80);
  // A chart that is kept, with its canvas and its library, is more than 3 MB: 60 of them 180 MB.
  assert.ok(process.memoryUsage.rss() - earlyBytes < 90e6);
});

async function picturesOf({ record, judgement }: ReturnType<typeof tradeoffRun>) {
  const pictures = [];
  for await (const picture of renderCharts(buildReport(record, judgement))) pictures.push(picture);
  return pictures;
}
