import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  asText,
  duration,
  listFlag,
  oneOf,
  repeatedFlag,
  share,
  switchFlag,
  valueFlag,
  wholeNumber,
} from '../../src/cli/flags.js';

test('a switch is off unless given', () => {
  const flag = switchFlag('');
  assert.equal(flag.read([], 'quick'), false);
  assert.equal(flag.read(['true'], 'quick'), true);
  assert.equal(flag.read(['true', 'false'], 'quick'), false, 'the last one counts');
});

test('of a value given twice the last one counts', () => {
  const flag = valueFlag('N', '', wholeNumber(1));
  assert.equal(flag.read(['3', '1e3'], 'rounds'), 1000);
  assert.equal(flag.read([], 'rounds'), undefined);
});

test('a list takes commas and repetition alike', () => {
  assert.deepEqual(listFlag('LIST', '', asText).read(['a, b', 'c'], 'models'), ['a', 'b', 'c']);
});

test('a repeated flag keeps commas', () => {
  assert.deepEqual(repeatedFlag('K=V', '', asText).read(['text=a,b', 'n=1'], 'param'), [
    'text=a,b',
    'n=1',
  ]);
});

test('durations carry their unit and come out in milliseconds', () => {
  assert.deepEqual(['500ms', '60s', '1.5m', '1h'].map(duration), [500, 60_000, 90_000, 3_600_000]);
});

test('a share is written as a percentage or a fraction', () => {
  assert.deepEqual(['2%', '0.02', '2.5%'].map(share), [0.02, 0.02, 0.025]);
});

test('a value that does not fit names the flag, what was expected and what was received', () => {
  const message = (read: () => unknown) => {
    try {
      return read();
    } catch (error) {
      return (error as Error).message;
    }
  };
  const value = <T>(reader: Parameters<typeof valueFlag<T>>[2], text: string) =>
    message(() => valueFlag('X', '', reader).read([text], 'flag'));

  assert.equal(
    value(wholeNumber(1), '0'),
    "--flag: expected a whole number of at least 1, received '0'",
  );
  assert.equal(
    value(wholeNumber(0), '1.5'),
    "--flag: expected a whole number of at least 0, received '1.5'",
  );
  assert.equal(
    value(wholeNumber(0), ''),
    "--flag: expected a whole number of at least 0, received ''",
  );
  assert.equal(
    value(duration, '60'),
    "--flag: expected a duration with its unit, such as 500ms, 60s or 2m, received '60'",
  );
  assert.equal(
    value(share, '200%'),
    "--flag: expected a share, such as 2% or 0.02, received '200%'",
  );
  assert.equal(
    value(oneOf('html', 'png'), 'pdf'),
    "--flag: expected one of html, png, received 'pdf'",
  );
  assert.equal(
    message(() => listFlag('LIST', '', asText).read(['a,,b'], 'models')),
    "--models: expected a text, received ''",
  );
});
