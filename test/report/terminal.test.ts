import assert from 'node:assert/strict';
import { test } from 'node:test';
import stringWidth from 'string-width';
import { buildReport } from '../../src/report/report.js';
import { renderTerminal, renderTerminalVerdicts } from '../../src/report/terminal.js';
import { assertGolden } from './golden.js';
import { grainRun } from './sample-grain.js';
import { scalingRun } from './sample-ladder.js';
import { payloadRun } from './sample-payload.js';
import { crossoverRun, hostileRun, renamedRun, tradeoffRun } from './sample-run.js';

const report = reportOf(tradeoffRun());
const plain = { color: false, ascii: false };

test('a wide terminal shows every column and the strip', () => {
  assertGolden('terminal-120.txt', renderTerminal(report, { ...plain, width: 120 }));
});

test('a terminal of 80 columns shows the figures without the strip', () => {
  assertGolden('terminal-80.txt', renderTerminal(report, { ...plain, width: 80 }));
});

test('a crossover suite keeps one table for each value of the swept parameter', () => {
  const text = renderTerminal(reportOf(crossoverRun()), { ...plain, width: 120 });
  assertGolden('terminal-crossover.txt', text);
});

test('a grain suite says below the verdicts from which length on a model pays', () => {
  const text = renderTerminal(reportOf(grainRun()), { ...plain, width: 100 });
  assertGolden('terminal-grain.txt', text.slice(text.indexOf('\nGrain\n')));
});

test('a scaling suite says below the verdicts how many are enough', () => {
  const text = renderTerminal(reportOf(scalingRun()), { ...plain, width: 120 });
  assertGolden('terminal-scaling.txt', text.slice(text.indexOf('\nScaling\n')));
});

test('a payload suite says below the verdicts what the move costs', () => {
  const text = renderTerminal(reportOf(payloadRun()), { ...plain, width: 100 });
  assertGolden('terminal-payload.txt', text.slice(text.indexOf('\nPayload\n')));
});

test('failures, doubts and an interruption are said below the verdicts', () => {
  assertGolden(
    'terminal-hostile.txt',
    renderTerminal(reportOf(hostileRun()), { ...plain, width: 100 }),
  );
});

test('columns leave in their order: interval, strip, loop delay, wall time', () => {
  const short = { ...report, workloads: report.workloads.slice(0, 1), verdicts: [] };
  const shown = (width: number) => {
    const header =
      renderTerminal(short, { ...plain, width })
        .split('\n')
        .find((line) => line.startsWith('  model')) ?? '';
    return {
      interval: header.includes('95 % interval'),
      strip: /\b1 +2\b|\b1 +4\b/.test(header),
      delay: header.includes('delay p99'),
      wall: header.includes('wall time'),
      speedUp: header.includes('speed-up'),
    };
  };
  const order = ['interval', 'strip', 'delay', 'wall', 'speedUp'] as const;
  let before = shown(200);
  assert.deepEqual(Object.values(before), [true, true, true, true, true]);
  for (let width = 199; width >= 40; width -= 1) {
    const now = shown(width);
    const kept = order.filter((column) => now[column]);
    assert.deepEqual(kept, order.slice(order.length - kept.length), `at ${width} columns`);
    for (const column of order) assert.ok(before[column] || !now[column], `${column} came back`);
    before = now;
  }
});

test('no line is wider than the terminal', () => {
  for (const width of [60, 72, 80, 100, 132]) {
    for (const line of renderTerminal(report, { ...plain, width }).split('\n')) {
      assert.ok(stringWidth(line) <= width, `${stringWidth(line)} columns: ${line}`);
    }
  }
});

test('wide characters take two columns and stay aligned', () => {
  const text = renderTerminal(reportOf(renamedRun('並列処理', '模型:2')), { ...plain, width: 120 });
  const rows = text.split('\n').filter((line) => line.includes('x of '));
  const positions = rows.map((line) => stringWidth(line.slice(0, line.indexOf(' ms ±'))));
  assert.ok(rows.some((line) => line.includes('模型')));
  assert.equal(new Set(positions).size, 1, rows.join('\n'));
});

test('ascii output has no other character, even from names', () => {
  const text = renderTerminal(reportOf(renamedRun('並列処理', '模型:2')), {
    ...plain,
    width: 120,
    ascii: true,
  });
  assert.match(text, /^\p{ASCII}*$/u);
});

test('colour codes come only when asked for, and change no column', () => {
  const escape = String.fromCharCode(27);
  const without = renderTerminal(report, { ...plain, width: 120 });
  const coloured = renderTerminal(report, { ...plain, width: 120, color: true });
  assert.ok(!without.includes(escape));
  assert.ok(coloured.includes(escape));
  const stripped = coloured.replaceAll(new RegExp(`${escape}\\[\\d+m`, 'g'), '');
  const trimmed = (text: string) => text.split('\n').map((line) => line.trimEnd());
  assert.deepEqual(trimmed(stripped), trimmed(without));
});

test('a name cannot move the cursor or colour the terminal', () => {
  const text = renderTerminal(reportOf(renamedRun('bad\u001b[2Jname\r', 'x\u0007:2')), {
    ...plain,
    width: 120,
  });
  // eslint-disable-next-line no-control-regex -- control characters are what this looks for
  assert.doesNotMatch(text, /[\u0000-\u0009\u000b-\u001f\u007f-\u009f]/);
});

test('the quiet form is the verdicts alone', () => {
  const text = renderTerminalVerdicts(report, { ...plain, width: 100 });
  assert.ok(text.startsWith('Verdict\n'));
  assert.ok(!text.includes('wall time'));
  for (const { workload } of report.verdicts) assert.ok(text.includes(workload));
});

function reportOf({ record, judgement }: ReturnType<typeof tradeoffRun>) {
  return buildReport(record, judgement);
}
