/** Turns a user's workload file into plain JavaScript that any process can import as it is. */
import { createHash } from 'node:crypto';
import { mkdir, rename, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { homedir } from 'node:os';
import { basename, dirname, extname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { Plugin } from 'esbuild';
import { WorkloadError } from './load.js';

const packageName = 'loop-or-pool';
const packageIndex = new URL('../index.js', import.meta.url);

/**
 * Returns the URL to import: of the file itself if Node can run it where it lies, else of a bundle
 * in the user's cache, in which other packages stay outside and keep their own files.
 *
 * @throws {WorkloadError} with esbuild's messages if the file cannot be compiled.
 */
export async function plainJavaScript(file: URL): Promise<string> {
  const isPlain = ['.js', '.mjs', '.cjs'].includes(extname(file.pathname));
  return isPlain && resolvesPackageFrom(file) ? file.href : bundle(file);
}

function resolvesPackageFrom(file: URL): boolean {
  try {
    createRequire(file).resolve(packageName);
    return true;
  } catch {
    return false;
  }
}

async function bundle(file: URL): Promise<string> {
  const { build, stop } = await import('esbuild');
  const path = fileURLToPath(file);
  try {
    const result = await build({
      entryPoints: [path],
      bundle: true,
      write: false,
      platform: 'node',
      format: 'esm',
      target: 'node20',
      sourcemap: 'inline',
      logLevel: 'silent',
      banner: { js: requireFrom(file) },
      define: {
        'import.meta.url': JSON.stringify(file.href),
        'import.meta.filename': JSON.stringify(path),
        'import.meta.dirname': JSON.stringify(dirname(path)),
      },
      plugins: [keepPackagesOutside],
    });
    return await store(path, result.outputFiles[0]?.text ?? '');
  } catch (error) {
    throw new WorkloadError(`cannot compile ${path}: ${String(error)}`, { cause: error });
  } finally {
    await stop();
  }
}

/** An ES module has no `require`; a bundled CommonJS file may need one that looks from its old place. */
function requireFrom(file: URL): string {
  return `import { createRequire as __createRequire } from 'node:module';
const require = __createRequire(${JSON.stringify(file.href)});`;
}

/** Imports of packages become URLs of the files they mean, so that the bundle can lie anywhere. */
const keepPackagesOutside: Plugin = {
  name: 'keep-packages-outside',
  setup(build) {
    build.onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (pluginData === keepPackagesOutside || kind === 'entry-point') return undefined;
      if (path === packageName) return { path: packageIndex.href, external: true };
      const found = await build.resolve(path, {
        kind,
        resolveDir,
        pluginData: keepPackagesOutside,
      });
      if (found.errors.length > 0 || found.external) return found;
      const target = kind === 'require-call' ? found.path : pathToFileURL(found.path).href;
      return { path: target, external: true };
    });
  },
};

/** The name holds a hash of the content, so that runs side by side cannot mix their files up. */
async function store(sourcePath: string, code: string): Promise<string> {
  const hash = createHash('sha256').update(code).digest('hex').slice(0, 16);
  const folder = join(cacheFolder(), 'workloads');
  const target = join(folder, `${basename(sourcePath, extname(sourcePath))}-${hash}.mjs`);
  const unfinished = `${target}.${process.pid}`;
  await mkdir(folder, { recursive: true });
  await writeFile(unfinished, code);
  await rename(unfinished, target);
  return pathToFileURL(target).href;
}

function cacheFolder(): string {
  return join(process.env['XDG_CACHE_HOME'] || join(homedir(), '.cache'), packageName);
}
