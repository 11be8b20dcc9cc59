/** What is drawn on: how wide, with which characters and colours. */
import { styleText } from 'node:util';
import { characters } from './characters.js';
import type { Characters } from './characters.js';

export interface TerminalOptions {
  /** Columns of the terminal; at least 40 are assumed. */
  width: number;
  color: boolean;
  /** Nothing but ASCII characters. */
  ascii: boolean;
}

export interface Screen {
  width: number;
  /** Of sentences: the eye loses its way back from the end of a longer line. */
  proseWidth: number;
  characters: Characters;
  paint: Paint;
}

/** Gives text one of a few meanings; without colour the text itself. */
export type Paint = (meaning: Meaning, text: string) => string;
export type Meaning = keyof typeof styles;

const styles = {
  strong: 'bold',
  better: 'cyan',
  worse: 'yellow',
  muted: 'dim',
  doubt: 'magenta',
} as const;

const longestProse = 110;

/** The screen that the options describe. */
export function screenFor({ width, color, ascii }: TerminalOptions): Screen {
  const columns = Math.max(40, width);
  return {
    width: columns,
    proseWidth: Math.min(columns, longestProse),
    characters: characters(ascii),
    paint: color ? painted : (_, text) => text,
  };
}

function painted(meaning: Meaning, text: string): string {
  // Whether the stream takes colours was decided by the caller, for the stream it writes to.
  return styleText(styles[meaning], text, { validateStream: false });
}
