import assert from 'node:assert/strict';
import { describe, it } from 'node:test';

import { addressOf, portable } from '../../src/executors/portable.js';

describe('portable', () => {
  it('returns the function itself, which can still be called', () => {
    const double = (n: number) => 2 * n;
    const marked = portable(import.meta.url, double);
    assert.equal(marked, double);
    assert.equal(marked(4), 8);
  });

  it('keeps the module and the name of the function', () => {
    const marked = portable(import.meta.url, function triple(n: number) {
      return 3 * n;
    });
    assert.deepEqual(addressOf(marked), { moduleUrl: import.meta.url, exportName: 'triple' });
  });

  it('prefers the name of the export that is given', () => {
    const marked = portable(import.meta.url, () => 1, 'default.run');
    assert.equal(addressOf(marked).exportName, 'default.run');
  });

  it('refuses what it could not find again', () => {
    assert.throws(
      () =>
        portable(
          import.meta.url,
          (
            () => () =>
              1
          )(),
        ),
      /has no name/,
    );
    assert.throws(
      () => portable('./relative.js', () => 1, 'one'),
      /expected import\.meta\.url, received '\.\/relative\.js'/,
    );
    assert.throws(() => portable(import.meta.url, 5 as never), /expected a function/);
  });
});

describe('the address of a function that was not marked', () => {
  it('is an error that says what to do', () => {
    assert.throws(() => addressOf(function secret() {}), {
      name: 'NotPortableError',
      message: /function 'secret' .*export it .*portable\(import\.meta\.url, fn\)/,
    });
  });
});
