/** The workloads that come with the package: whatever modules lie in `workloads/`. */
import { readdirSync } from 'node:fs';
import { basename } from 'node:path';

export interface BuiltIn {
  name: string;
  /** file: URL of its module. */
  moduleUrl: string;
}

const folder = new URL('../../workloads/', import.meta.url);

/** In alphabetical order. */
export function builtInWorkloads(): BuiltIn[] {
  return modulesIn(folder);
}

/** The modules of a folder by name, those in subfolders left out. */
export function modulesIn(folder: URL): BuiltIn[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.js'))
    .sort()
    .map((file) => ({ name: basename(file, '.js'), moduleUrl: new URL(file, folder).href }));
}
