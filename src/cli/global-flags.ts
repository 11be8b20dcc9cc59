import { oneOf, switchFlag, valueFlag } from './flags.js';
import type { Flags } from './flags.js';

/** The flags of every command. */
export const globalFlags = {
  color: valueFlag(
    'WHEN',
    'colour: auto, always or never (auto: terminals, unless NO_COLOR is set)',
    oneOf('auto', 'always', 'never'),
  ),
  ascii: switchFlag('draw with ASCII characters only'),
  verbose: switchFlag('show the stack of an error'),
} satisfies Flags;
