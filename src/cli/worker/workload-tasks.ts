/** The tasks that a worker serves: each workload's `run`, under the workload's name. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { portable } from '../../executors/portable.js';
import { builtInWorkloads } from '../../workload/catalog.js';
import { describeWorkload } from '../../workload/describe.js';
import { loadWorkload } from '../../workload/load.js';

type Task = (input: never) => unknown;

/**
 * @param folder of workload files; those in subfolders are left out.
 * @throws {WorkloadError} if one of them defines no workload.
 */
export async function workloadTasks(folder: string | undefined): Promise<Record<string, Task>> {
  const files = folder === undefined ? [] : workloadFiles(folder);
  const urls = builtInWorkloads().map(({ moduleUrl }) => moduleUrl);
  for (const file of files) urls.push((await describeWorkload(file)).moduleUrl);
  const tasks: Record<string, Task> = {};
  for (const url of urls) {
    const { name, run } = await loadWorkload(url);
    tasks[name] = portable(url, run as Task, 'default.run');
  }
  return tasks;
}

function workloadFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /\.[cm]?[jt]s$/.test(file) && !file.endsWith('.d.ts'))
    .sort()
    .map((file) => join(folder, file));
}
