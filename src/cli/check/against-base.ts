/** `check --base`: the strongest evidence, and the default in CI. */
import { resolve } from 'node:path';
import { fileAt } from '../../compare/git.js';
import {
  newAcceptances,
  unusedAcceptances,
  withAcceptances,
} from '../../verdict/regression-acceptance.js';
import type { Comparison } from '../../verdict/regression.js';
import { ACCEPTED_FILE, parseAcceptances, readAcceptances } from '../accepted-changes.js';
import { compareSideBySide } from '../compare/side-by-side.js';
import type { SideBySideOptions } from '../compare/side-by-side.js';
import type { Terminal } from '../terminal.js';

export async function checkAgainstBase(
  options: SideBySideOptions,
  terminal: Terminal,
): Promise<Comparison> {
  const project = resolve(options.flags.head ?? '.');
  // A mistake in the file is better told before minutes of measuring.
  const inHead = await readAcceptances(project);
  const comparison = await compareSideBySide(options, terminal);
  const { commit } = comparison.base;
  const text = commit === null ? null : await fileAt(project, commit, ACCEPTED_FILE);
  const inBase = text === null ? [] : parseAcceptances(text, `base's ${ACCEPTED_FILE}`);
  const acceptances = newAcceptances(inBase, inHead);
  const unused = unusedAcceptances(comparison.cells, acceptances);
  return {
    ...comparison,
    cells: withAcceptances(comparison.cells, acceptances),
    warnings: [
      ...comparison.warnings,
      ...unused.map(
        ({ of }) => `${ACCEPTED_FILE} accepts a change of ${of}, which was not compared`,
      ),
    ],
  };
}
