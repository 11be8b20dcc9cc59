/** Whether one stream is to be coloured. Decided per stream: stdout may be a file, stderr a terminal. */

export type ColorChoice = 'auto' | 'always' | 'never';

export interface ColorEnvironment {
  NO_COLOR?: string | undefined;
  FORCE_COLOR?: string | undefined;
  TERM?: string | undefined;
  GITHUB_ACTIONS?: string | undefined;
}

/** --color, then NO_COLOR (unless empty), then FORCE_COLOR (0 is off), then what the stream is. */
export function isColored(choice: ColorChoice, isTty: boolean, env: ColorEnvironment): boolean {
  if (choice !== 'auto') return choice === 'always';
  if (env.NO_COLOR !== undefined && env.NO_COLOR !== '') return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  if (isTty) return env.TERM !== 'dumb';
  return env.GITHUB_ACTIONS === 'true';
}
