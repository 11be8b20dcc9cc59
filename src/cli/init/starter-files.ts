/** What `init` writes: copies of the files in `templates/`. */
import { existsSync } from 'node:fs';
import { copyFile, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';

export interface StarterFile {
  /** Below the user's project. */
  path: string;
  /** In `templates/` of this package. */
  template: string;
  /** What it is for, in one sentence for the screen. */
  purpose: string;
}

export const starterFiles: readonly StarterFile[] = [
  {
    path: 'benchmarks/slugs.mjs',
    template: 'slugs.mjs',
    purpose: 'a sample workload: put your function in the place of its run',
  },
  {
    path: 'loop-or-pool.config.json',
    template: 'config.json',
    purpose: 'what a plain `loop-or-pool run` measures',
  },
  {
    path: '.github/workflows/loop-or-pool.yml',
    template: 'github/check.yml',
    purpose: 'measures each pull request against its base, and keeps a history of the main branch',
  },
  {
    path: '.github/workflows/loop-or-pool-comment.yml',
    template: 'github/comment.yml',
    purpose: 'posts the result on the pull request, also on one from a fork',
  },
];

const templates = new URL('../../../../templates/', import.meta.url);

/**
 * Writes all of them or, when files are in the way and may not be replaced, none.
 * @returns the paths that are in the way; none if the files were written.
 */
export async function writeStarterFiles(
  folder: string,
  { replace }: { replace: boolean },
): Promise<string[]> {
  const taken = starterFiles
    .map(({ path }) => path)
    .filter((path) => existsSync(join(folder, path)));
  if (taken.length > 0 && !replace) return taken;
  for (const { path, template } of starterFiles) {
    const target = join(folder, path);
    await mkdir(dirname(target), { recursive: true });
    await copyFile(new URL(template, templates), target);
  }
  return [];
}
