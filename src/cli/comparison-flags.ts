/** Flags that `compare` and `check` share. */
import { asText, inGroup, switchFlag, valueFlag } from './flags.js';
import type { FlagValues } from './flags.js';

const files = {
  json: valueFlag('FILE', 'write it as JSON; - is stdout and alone on it', asText),
  markdown: valueFlag('FILE', 'as Markdown, for a job summary or a comment; or -', asText),
  html: valueFlag('FILE', 'as a page; or -', asText),
  junit: valueFlag('FILE', 'as JUnit XML, for a CI service; or -', asText),
};

/** Where each format goes, if anywhere. */
export type ComparisonFiles = FlagValues<typeof files>;

export const outputFlags = inGroup('Output:', {
  ...files,
  strict: switchFlag('exit with 5 if a cell cannot be told or compared'),
});
