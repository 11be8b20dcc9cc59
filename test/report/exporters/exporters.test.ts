import assert from 'node:assert/strict';
import { test } from 'node:test';
import { exportFormats } from '../../../src/cli/export-files.js';
import { exporters } from '../../../src/report/exporters/exporters.js';

test('the command line offers every format there is', () => {
  assert.deepEqual(Object.keys(exporters).sort(), exportFormats);
});
