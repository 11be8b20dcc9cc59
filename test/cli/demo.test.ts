import assert from 'node:assert/strict';
import { describe, test, type TestContext } from 'node:test';

import { CommandLine } from './command-line.js';

const codes = 'CN IN US ID BR PK NG BD RU JP MX PH VN ET EG DE IR TR CD FR';
const downloaded = /^20 flags downloaded in \d+\.\d\ds$/;
const faster = /^\d+\.\d times faster than one by one$/;

describe('demo flags', () => {
  test('downloads twenty flags three times, then five future by future', async (t) => {
    const lines = await linesOf(t, 'flags');
    assert.equal(lines[0], 'One by one:');
    assert.equal(lines[1], codes);
    assert.match(lines[2] ?? '', downloaded);

    assert.equal(lines[4], 'async-pool:20, map: in the order of the call');
    assert.equal(lines[5], codes);
    assert.match(lines[6] ?? '', downloaded);
    assert.match(lines[7] ?? '', faster);

    assert.equal(lines[9], 'async-pool:20, submit and asCompleted: in the order of arrival');
    assert.deepEqual(lines[10]?.split(' ').sort(), codes.split(' ').sort());
    assert.match(lines[11] ?? '', downloaded);
    assert.match(lines[12] ?? '', faster);

    assert.equal(lines[14], 'async-pool:3, future by future');
    const scheduled = lines.slice(15, 20).map((line) => line.replace(/#\d+/, '#n'));
    assert.deepEqual(scheduled, [
      'Scheduled for BR: <Future #n state=running>',
      'Scheduled for CN: <Future #n state=running>',
      'Scheduled for ID: <Future #n state=running>',
      'Scheduled for IN: <Future #n state=pending>',
      'Scheduled for US: <Future #n state=pending>',
    ]);
    const results = lines.slice(20).map((line) => line.replace(/#\d+/, '#n'));
    assert.deepEqual(
      results.sort(),
      ['BR', 'CN', 'ID', 'IN', 'US'].map(
        (code) => `<Future #n state=finished returned string> result: '${code}'`,
      ),
    );
  });

  test('a failed download surfaces at its own future, and ends a map', async (t) => {
    const lines = await linesOf(t, 'flags', '--fail', '404');
    assert.equal(lines.filter((line) => line.includes('returned string> result: ')).length, 19);
    const failed = lines.filter((line) => line.includes('raised'));
    assert.equal(failed.length, 1);
    assert.match(
      failed[0] ?? '',
      /^<Future #\d+ state=finished raised Error> error: Error: IN: 404 Not Found$/,
    );
    assert.deepEqual(lines.slice(-2), ['CN', 'Error: IN: 404 Not Found']);
  });

  test('a download that takes too long raises a TimeoutError', async (t) => {
    const lines = await linesOf(t, 'flags', '--fail', 'timeout');
    const failed = lines.filter((line) => line.includes('raised'));
    assert.equal(failed.length, 1);
    assert.match(failed[0] ?? '', /^<Future #\d+ state=finished raised TimeoutError> error: Time/);
  });

  test('runs on the event loop alone, where one future runs at a time', async (t) => {
    const lines = await linesOf(t, 'flags', '--executor', 'event-loop');
    const scheduled = lines.filter((line) => line.startsWith('Scheduled'));
    assert.deepEqual(
      scheduled.map((line) => line.includes('state=running')),
      [true, false, false, false, false],
    );
  });
});

describe('demo loiter', () => {
  test('five tasks on three workers start and end in turn, and results keep the order of the call', async (t) => {
    const lines = await linesOf(t, 'loiter', '--second', '100ms');
    for (const line of lines) assert.match(line, /^\[\d\d:\d\d:\d\d\] /);
    assert.deepEqual(
      lines.map((line) => line.slice('[00:00:00] '.length)),
      [
        'Script starting.',
        'async-pool:3: map has returned.',
        'Waiting for individual results:',
        'loiter(0): doing nothing for 0s...',
        '\tloiter(1): doing nothing for 1s...',
        '\t\tloiter(2): doing nothing for 2s...',
        'loiter(0): done.',
        '\t\t\tloiter(3): doing nothing for 3s...',
        'result 0: 0',
        '\tloiter(1): done.',
        '\t\t\t\tloiter(4): doing nothing for 4s...',
        'result 1: 10',
        '\t\tloiter(2): done.',
        'result 2: 20',
        '\t\t\tloiter(3): done.',
        'result 3: 30',
        '\t\t\t\tloiter(4): done.',
        'result 4: 40',
      ],
    );
  });
});

describe('demo futures', () => {
  test('shows what a future does when it is cancelled, late, failed, done and first', async (t) => {
    const lines = await linesOf(t, 'futures');
    assert.deepEqual(
      lines.map((line) => line.replace(/#\d+/g, '#n')),
      [
        'Cancel: a task that has not started can be called off.',
        '  first: <Future #n state=running>   third: <Future #n state=pending>',
        '  first.cancel() -> false',
        '  third.cancel() -> true',
        '  await first.result() -> returned 50',
        '  await third.result() -> raised CancelledError: the future was cancelled',
        '',
        'Timeout: it ends the waiting, not the task.',
        '  await future.result({ timeout: 10 }) -> raised TimeoutError: <Future #n state=running> is not done after 10 ms',
        '  future: <Future #n state=running>',
        '  await future.result() -> returned 100',
        '',
        'Exception: it waits in the future until somebody asks for the result.',
        '  future: <Future #n state=finished raised RangeError>',
        '  await future.exception() -> RangeError: division by zero',
        '  await future.result() -> raised RangeError: division by zero',
        '',
        'Callbacks: they run as soon as the future is done, in the order they were added.',
        '  first callback: <Future #n state=finished returned number>',
        '  second callback',
        '  a callback added now runs at once',
        '',
        'First completed: wait for whichever is done first.',
        '  done: <Future #n state=finished returned number>',
        '  not done: <Future #n state=running>',
      ],
    );
  });
});

describe('demo gil', () => {
  test('times three kinds of work alone and two at once, on a loop and on workers', async (t) => {
    const lines = await linesOf(t, 'gil');
    const titles = lines.slice(0, 9).map((line) => line.slice(0, 26).trim());
    const works = ['compute in a loop', 'wait for a timer', 'hash a password (native)'];
    assert.deepEqual(titles, ['async-pool:2', ...works, '', 'worker-pool:2', ...works]);
    const timed = lines.filter((line) => line.includes(' ms '));
    assert.equal(timed.length, 6);
    for (const line of timed) assert.match(line, /\d+ ms +\d+ ms +(side by side|one by one)$/);
  });
});

describe('demo', () => {
  refuses(['flgas'], /flgas/, /loop-or-pool demo flags/, /flags, loiter, futures, gil/);
  refuses(['gil', '--executor', 'event-loop'], /gil: --executor means nothing/);
  refuses(['loiter', '--fail', '404'], /loiter: --fail means nothing/);
  refuses(['flags', '--fail', '503'], /404, timeout/);
  refuses(['futures', '--executor', 'worker-pol:2'], /worker-pol/, /worker-pool/);
});

function refuses(args: string[], ...messages: RegExp[]): void {
  test(`refuses ${args.join(' ')} and says what to try`, async (t) => {
    const { code, stdout, stderr } = await new CommandLine(t).run(['demo', ...args]);
    assert.equal(code, 2, stderr);
    assert.equal(stdout, '');
    for (const message of messages) assert.match(stderr, message);
  });
}

/** Of stdout, after making sure that all went well and nothing was left behind. */
async function linesOf(t: TestContext, ...args: string[]): Promise<string[]> {
  const commandLine = new CommandLine(t);
  const { code, stdout, stderr } = await commandLine.run(['demo', ...args]);
  assert.deepEqual({ code, stderr }, { code: 0, stderr: '' });
  await commandLine.untilNoneIsLeft();
  assert.deepEqual(commandLine.temporaryFiles(), []);
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => line.trimEnd());
}
