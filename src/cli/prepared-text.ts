/** Answers `--version` and `--help` from what the build wrote down, without loading the program. */
import { readFileSync } from 'node:fs';

/** Where the build leaves what it prepared, each as JSON. */
export const preparedFiles = {
  /** The help of every command, by name; `''` is the program's own. */
  help: new URL('help.json', import.meta.url),
  /** A `Listing`. */
  listing: new URL('listing.json', import.meta.url),
};

/** The whole answer, or undefined if the program must be loaded to give one. */
export function preparedText(argv: readonly string[]): string | undefined {
  if (argv.length === 1 && argv[0] === '--version') return `${toolVersion()}\n`;
  const names = argv.filter((argument) => argument !== '--help' && argument !== '-h');
  if (names.length === argv.length && argv.length > 0) return undefined;
  return readPrepared<Record<string, string>>(preparedFiles.help)?.[names.join(' ')];
}

/** The version of this package. */
export function toolVersion(): string {
  const manifest = new URL('../../../package.json', import.meta.url);
  return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version;
}

/** Undefined before the build has prepared it. */
export function readPrepared<T>(file: URL): T | undefined {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as T;
  } catch {
    return undefined;
  }
}
