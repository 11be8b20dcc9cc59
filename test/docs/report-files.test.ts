import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { z } from 'zod';
import { sideBySideSchema, summarySchema } from '../../src/report/summary.js';
import { formats } from '../../src/cli/report-files.js';
import { repositoryRoot } from '../cli/command-line.js';

const page = readFileSync(join(repositoryRoot, 'docs', 'report-files.md'), 'utf8');

for (const [name, schema] of [
  ['summary.json', summarySchema],
  ['side-by-side.json', sideBySideSchema],
] as const) {
  test(`the page on files names every field of ${name}`, () => {
    const fields = new Set(fieldsOf(z.toJSONSchema(schema, { io: 'input' })));
    assert.ok(fields.size > 3);
    for (const field of fields) assert.match(page, new RegExp(`\\b${field}\\b`), field);
  });
}

test('the page on files names a file for every format', () => {
  const files = ['report.html', 'charts/*.png', 'summary.md', 'results.csv', 'summary.json'];
  for (const file of [...files, 'trace.json']) assert.ok(page.includes(`| \`${file}\``), file);
  assert.equal(formats.length, files.length + 1);
});

/** The names of all properties, however deep. */
function fieldsOf(schema: unknown): string[] {
  if (typeof schema !== 'object' || schema === null) return [];
  const { properties = {} } = schema as { properties?: Record<string, unknown> };
  return [...Object.keys(properties), ...Object.values(schema).flatMap(fieldsOf)].filter(
    (name) => !/^\d+$/.test(name),
  );
}
