/**
 * Which folder of src/ may import which, and what else an import must not do.
 *
 * Finds three kinds of violation: an arrow that is not in the table, a ring between files, and a
 * third-party library that more than one file of src/ imports. Type-only imports count as arrows.
 */
import { builtinModules } from 'node:module';
import { dirname, join } from 'node:path/posix';
import ts from 'typescript';

export interface SourceFile {
  /** From the repository's root, with `/`: `src/plan/expand.ts`. */
  path: string;
  text: string;
}

interface Import {
  from: string;
  /** As written: `../plan/plan.js`, `node:fs`, `piscina`. */
  specifier: string;
  isTypeOnly: boolean;
}

/** `folder` alone opens the whole folder, `folder/file` one file, `type folder` its types. */
const arrows: Record<string, readonly string[]> = {
  futures: [],
  statistics: [],
  record: [],
  executors: ['futures'],
  workload: ['executors/executor', 'executors/portable', 'executors/closest-name'],
  plan: ['workload', 'executors/model-spec', 'record'],
  measure: ['plan', 'workload', 'executors', 'record', 'statistics'],
  'run-plan': ['plan', 'measure', 'record'],
  verdict: ['record', 'statistics'],
  compare: ['plan', 'measure', 'record', 'verdict', 'statistics/looks'],
  history: ['record', 'statistics', 'verdict'],
  report: ['record', 'verdict', 'type history', 'type statistics'],
  advise: ['plan', 'run-plan', 'executors/model-spec', 'record', 'verdict', 'statistics'],
  serve: ['record', 'verdict', 'history', 'report'],
  index: ['*'],
  task: ['executors/current-task', 'executors/portable', 'workload/define-workload'],
  bundled: ['index', 'task'],
  cli: ['*'],
  main: ['cli'],
};

/** How many files may import a library, where it is more than one. */
const filesPerLibrary = new Map([
  // One on each side of the wire.
  ['bullmq', 2],
  ['ioredis', 2],
  // Its types where charts are described, itself where they are drawn.
  ['chart.js', 2],
  ['chartjs-chart-error-bars', 2],
  ['chartjs-plugin-annotation', 2],
  // The two published formats: the run record and its summary.
  ['zod', 2],
]);

/** What workloads and suites may import of this package, like a user's own files. */
const ownEntries = new Set(['loop-or-pool', 'loop-or-pool/task']);

/** Measures other libraries beside this one, so it imports them, and judges with our statistics. */
const peersFolder = 'benchmarks/peers/';

/** Every violation as one line of text; empty when there is none. */
export function importViolations(files: readonly SourceFile[]): string[] {
  const imports = files.flatMap(importsOf);
  return [
    ...imports.flatMap(forbiddenArrow),
    ...rings(imports),
    ...sharedLibraries(imports.filter(({ from }) => from.startsWith('src/'))),
  ];
}

/** Static and dynamic imports, re-exports and `import('...')` types. */
function importsOf({ path, text }: SourceFile): Import[] {
  const found: Import[] = [];
  const add = (node: ts.Node | undefined, isTypeOnly: boolean) => {
    if (node !== undefined && ts.isStringLiteralLike(node)) {
      found.push({ from: path, specifier: node.text, isTypeOnly });
    }
  };
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node)) add(node.moduleSpecifier, isTypeImport(node));
    else if (ts.isExportDeclaration(node)) add(node.moduleSpecifier, isTypeExport(node));
    else if (ts.isImportEqualsDeclaration(node)) {
      const { moduleReference: module } = node;
      if (ts.isExternalModuleReference(module)) add(module.expression, node.isTypeOnly);
    } else if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
      add(node.argument.literal, true);
    } else if (ts.isCallExpression(node) && node.expression.kind === ts.SyntaxKind.ImportKeyword) {
      add(node.arguments[0], false);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile(path, text, ts.ScriptTarget.Latest));
  return found;
}

function isTypeImport({ importClause }: ts.ImportDeclaration): boolean {
  if (importClause === undefined) return false;
  if (importClause.phaseModifier === ts.SyntaxKind.TypeKeyword) return true;
  const { name, namedBindings } = importClause;
  return (
    name === undefined &&
    namedBindings !== undefined &&
    ts.isNamedImports(namedBindings) &&
    namedBindings.elements.every(({ isTypeOnly }) => isTypeOnly)
  );
}

function isTypeExport({ isTypeOnly, exportClause }: ts.ExportDeclaration): boolean {
  if (isTypeOnly || exportClause === undefined || !ts.isNamedExports(exportClause)) {
    return isTypeOnly;
  }
  return exportClause.elements.every((element) => element.isTypeOnly);
}

function forbiddenArrow(entry: Import): string[] {
  const { from, specifier, isTypeOnly } = entry;
  const target = targetOf(entry);
  if (from.startsWith(peersFolder)) return [];
  if (!from.startsWith('src/')) {
    const isNeighbour = target?.startsWith(`${topFolder(from)}/`) ?? false;
    const isOpen = isNeighbour || ownEntries.has(specifier) || isBuiltin(specifier);
    return isOpen ? [] : [`${from} imports ${specifier}: it may use 'loop-or-pool' and Node`];
  }
  if (target === undefined) return [];
  if (!target.startsWith('src/')) return [`${from} imports ${target}: it lies outside src/`];

  const [source, folder] = [stageOf(from), stageOf(target)];
  const allowed = arrows[source];
  if (allowed === undefined) return [`${from}: src/${source} has no arrows in the table`];
  if (source === folder) return [];
  if (folder === 'cli' && source !== 'main') return [`${from} imports ${target}: nobody may`];
  const file = target.slice('src/'.length).replace(/\.c?ts$/, '');
  const isAllowed =
    allowed.includes('*') ||
    allowed.includes(folder) ||
    allowed.includes(file) ||
    (isTypeOnly && allowed.includes(`type ${folder}`));
  return isAllowed ? [] : [`${from} imports ${target}: there is no arrow ${source} -> ${folder}`];
}

/** The imported file of ours, or undefined for a library. */
function targetOf({ from, specifier }: Import): string | undefined {
  if (!specifier.startsWith('.')) return undefined;
  return join(dirname(from), specifier).replace(/\.(c?)js$/, '.$1ts');
}

function topFolder(path: string): string {
  return path.split('/')[0] ?? '';
}

/** `src/plan/expand.ts` belongs to `plan`, `src/run-plan.ts` to `run-plan`. */
function stageOf(path: string): string {
  return (path.split('/')[1] ?? '').replace(/\.c?ts$/, '');
}

function rings(imports: readonly Import[]): string[] {
  const targets = new Map<string, Set<string>>();
  for (const entry of imports) {
    const target = targetOf(entry);
    if (target === undefined) continue;
    targets.set(entry.from, (targets.get(entry.from) ?? new Set()).add(target));
  }
  const found: string[] = [];
  const finished = new Set<string>();
  const walk = (file: string, path: readonly string[]): void => {
    const start = path.indexOf(file);
    if (start >= 0) found.push(`ring: ${[...path.slice(start), file].join(' -> ')}`);
    if (start >= 0 || finished.has(file)) return;
    for (const target of targets.get(file) ?? []) walk(target, [...path, file]);
    finished.add(file);
  };
  for (const file of targets.keys()) walk(file, []);
  return found;
}

function sharedLibraries(imports: readonly Import[]): string[] {
  const importers = new Map<string, Set<string>>();
  for (const { from, specifier } of imports) {
    if (specifier.startsWith('.') || isBuiltin(specifier)) continue;
    const library = packageOf(specifier);
    importers.set(library, (importers.get(library) ?? new Set()).add(from));
  }
  return [...importers]
    .filter(([library, files]) => files.size > (filesPerLibrary.get(library) ?? 1))
    .map(([library, files]) => `${library} is imported by ${[...files].sort().join(', ')}`);
}

function packageOf(specifier: string): string {
  return specifier
    .split('/')
    .slice(0, specifier.startsWith('@') ? 2 : 1)
    .join('/');
}

function isBuiltin(specifier: string): boolean {
  return specifier.startsWith('node:') || builtinModules.includes(specifier);
}
