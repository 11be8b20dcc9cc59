/** Versions of this very package: each is measured with its own executors and its own workloads. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { PlannedCell } from '../plan/plan.js';

const OWN_ROOT = new URL('../../../', import.meta.url);
/** Below the root of a built version; older ones have it only as it was compiled. */
const CELL_PROCESSES = ['dist/src/bundled/cell-process.js', 'dist/src/measure/cell-process.js'];

/** The module of the cell processes of the version in a folder; undefined for any other project. */
export function ownCellProcess(folder: string): URL | undefined {
  if (nameOf(folder) !== nameOf(fileURLToPath(OWN_ROOT))) return undefined;
  const file = CELL_PROCESSES.map((path) => join(folder, path)).find((path) => existsSync(path));
  return file === undefined ? undefined : pathToFileURL(file);
}

/** The cell with the workload of the version in the folder instead of the one that runs this. */
export function withOwnWorkload(cell: PlannedCell, folder: string): PlannedCell {
  const { moduleUrl } = cell.workload;
  if (!moduleUrl.startsWith(OWN_ROOT.href) || ownCellProcess(folder) === undefined) return cell;
  const own = new URL(moduleUrl.slice(OWN_ROOT.href.length), pathToFileURL(join(folder, '/')));
  return existsSync(own) ? { ...cell, workload: { ...cell.workload, moduleUrl: own.href } } : cell;
}

function nameOf(folder: string): string | undefined {
  try {
    const text = readFileSync(join(folder, 'package.json'), 'utf8');
    return (JSON.parse(text) as { name?: string }).name;
  } catch {
    return undefined;
  }
}
