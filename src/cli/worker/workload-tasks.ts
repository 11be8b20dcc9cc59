/** The tasks that a worker serves: each workload's `run`, under the workload's name. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { portable } from '../../executors/portable.js';
import { servedName, taskToServe } from '../../measure/served-task.js';
import { idleTask } from '../../measure/timed-task.js';
import { builtInWorkloads } from '../../workload/catalog.js';
import { describeWorkload } from '../../workload/describe.js';
import { loadWorkload } from '../../workload/load.js';

type Task = (input: never) => unknown;

/**
 * Beside it, under a name of its own, the same with its times, for those who measure.
 *
 * @param model of the host, by which it signs those.
 * @param folder of workload files; those in subfolders are left out.
 * @throws {WorkloadError} if one of them defines no workload.
 */
export async function workloadTasks(
  folder: string | undefined,
  model: string,
): Promise<{ names: string[]; tasks: Record<string, Task> }> {
  const files = folder === undefined ? [] : workloadFiles(folder);
  const urls = builtInWorkloads().map(({ moduleUrl }) => moduleUrl);
  for (const file of files) urls.push((await describeWorkload(file)).moduleUrl);
  const names: string[] = [];
  const tasks: Record<string, Task> = { idleTask };
  for (const url of urls) {
    const { name, run } = await loadWorkload(url);
    names.push(name);
    tasks[name] = portable(url, run as Task, 'default.run');
    tasks[servedName(name)] = taskToServe(url, model);
  }
  return { names: names.sort(), tasks };
}

function workloadFiles(folder: string): string[] {
  return readdirSync(folder)
    .filter((file) => /\.[cm]?[jt]s$/.test(file) && !file.endsWith('.d.ts'))
    .sort()
    .map((file) => join(folder, file));
}
