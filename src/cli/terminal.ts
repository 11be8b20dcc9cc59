/** Where the command line writes: two streams, each with its own width and colour. */
import { styleText } from 'node:util';
import { characters } from '../report/terminal/characters.js';
import { isColored } from './color.js';
import type { ColorChoice } from './color.js';

export interface Output {
  write(text: string): void;
  /** In characters. */
  readonly width: number;
  readonly color: boolean;
}

export interface Terminal {
  /** Results. */
  readonly out: Output;
  /** Progress, notes and errors. */
  readonly err: Output;
  /** Only ASCII characters may be drawn. */
  readonly ascii: boolean;
  /** A person watches: progress may be redrawn in place. */
  readonly isLive: boolean;
}

export interface TerminalOptions {
  color: ColorChoice;
  ascii: boolean;
}

type Style = Parameters<typeof styleText>[0];

/** Width of what is written to a file or a pipe. */
const unknownWidth = 100;

export function openTerminal({ color, ascii }: TerminalOptions): Terminal {
  const { stdout, stderr, env } = process;
  const isAscii = ascii || !speaksUnicode(env);
  const { plain } = characters(isAscii);
  const output = (stream: NodeJS.WriteStream, drawn: (text: string) => string): Output => ({
    write: (text) => void stream.write(drawn(text)),
    width: stream.columns || Number(env['COLUMNS']) || unknownWidth,
    color: isColored(color, stream.isTTY, env),
  });
  return {
    // What goes to stdout may be data, of which no character must change.
    out: output(stdout, (text) => text),
    err: output(stderr, plain),
    ascii: isAscii,
    isLive: stdout.isTTY && stderr.isTTY && env['TERM'] !== 'dumb' && !env['CI'],
  };
}

/** The text in a style, if this output shows styles. */
export function styled(output: Output, style: Style, text: string): string {
  return output.color ? styleText(style, text, { validateStream: false }) : text;
}

/** A locale that is set and is not UTF-8 says no; none at all is common in containers and says yes. */
function speaksUnicode(env: NodeJS.ProcessEnv): boolean {
  const locale = env['LC_ALL'] || env['LC_CTYPE'] || env['LANG'];
  return !locale || /utf-?8/i.test(locale);
}
