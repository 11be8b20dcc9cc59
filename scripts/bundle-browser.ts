/** Bundles what the HTML report runs and wears into one script and one style, beside the compiled renderer. */
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';

const root = fileURLToPath(new URL('../..', import.meta.url));

await build({
  absWorkingDir: root,
  entryPoints: ['src/report/browser/report.ts', 'src/report/browser/report.css'],
  outdir: 'dist/src/report/browser',
  tsconfig: 'src/report/browser/tsconfig.json',
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022', 'chrome109', 'firefox115', 'safari16'],
  // A `</script` inside the bundle would end the element that it is inlined in.
  supported: { 'inline-script': false },
  logLevel: 'warning',
});
