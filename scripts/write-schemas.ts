/** Writes the JSON schemas of the published formats, generated from what validates them. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { runRecordSchema } from '../src/record/run-record.js';
import { sideBySideSchema, summarySchema } from '../src/report/summary.js';

const folder = fileURLToPath(new URL('../schemas/', import.meta.url));
const schemas = {
  run: runRecordSchema,
  summary: summarySchema,
  'side-by-side': sideBySideSchema,
};

mkdirSync(folder, { recursive: true });
for (const [name, schema] of Object.entries(schemas)) {
  const document = z.toJSONSchema(schema, { io: 'input' });
  writeFileSync(`${folder}${name}.schema.json`, `${JSON.stringify(document, null, 2)}\n`);
}
