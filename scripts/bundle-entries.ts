/**
 * Bundles what users, their workers and the cells of a run load, each into one file: a worker that
 * loads one file instead of forty starts twice as fast. They lie as their sources lie to each other, in
 * a folder of their own, so that they find each other; tests and the command line run the files as
 * they were compiled.
 */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import type { BuildOptions, Plugin } from 'esbuild';

const shared: BuildOptions = {
  absWorkingDir: fileURLToPath(new URL('../..', import.meta.url)),
  outdir: 'dist/src/bundled',
  bundle: true,
  packages: 'external',
  platform: 'node',
  target: 'node20.19',
  // Names stay as they are: they stand in stack traces.
  minifySyntax: true,
  minifyWhitespace: true,
  logLevel: 'warning',
};

/** To import a module of Node into an ES module takes a new worker a third of a millisecond more. */
const builtinsByCall: Plugin = {
  name: 'builtins-by-call',
  setup({ onResolve, onLoad }) {
    onResolve({ filter: /^node:/ }, ({ path }) => ({ path, namespace: 'builtin' }));
    onLoad({ filter: /^/, namespace: 'builtin' }, ({ path }) => ({ contents: byCall(path) }));
  },
};

/** Workers load it by its own address, so it must not become a part of what imports it. */
const timedTaskApart: Plugin = {
  name: 'timed-task-apart',
  setup({ onResolve }) {
    onResolve({ filter: /^\.\/timed-task\.js$/ }, ({ path }) => ({ path, external: true }));
  },
};

await build({
  ...shared,
  entryPoints: ['src/index.ts', 'src/task.ts'],
  format: 'esm',
  plugins: [builtinsByCall],
});
await build({
  ...shared,
  entryPoints: ['cell-process', 'timed-task'].map((name) => ({
    in: `src/measure/${name}.ts`,
    out: name,
  })),
  format: 'esm',
  plugins: [timedTaskApart, builtinsByCall],
});
await build({
  ...shared,
  entryPoints: ['thread-entry', 'process-entry'].map((name) => ({
    in: `src/executors/remote/${name}.cts`,
    out: `remote/${name}`,
  })),
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
});

/**
 * Brought along, because what it depends on would install a canvas that has to be compiled: here it draws
 * on the one that this package depends on under that name.
 */
await build({
  ...shared,
  entryPoints: [{ in: 'chartjs-node-canvas', out: 'chart-canvas' }],
  packages: 'bundle',
  external: ['canvas', 'chart.js'],
  format: 'cjs',
  outExtension: { '.js': '.cjs' },
  banner: { js: '/* chartjs-node-canvas, MIT licence, Copyright (c) 2018 Sean Sobey */' },
});

/** As a module whose exports are left out where nobody uses them. */
function byCall(path: string): string {
  const names = Object.keys(process.getBuiltinModule(path) ?? {}).filter(
    (name) => name !== 'default',
  );
  return [
    `const builtin = process.getBuiltinModule('${path}');`,
    ...names.map((name) => `export const ${name} = /* @__PURE__ */ (() => builtin.${name})();`),
  ].join('\n');
}
