/** Tasks as a user writes them: by what the package's own entries give. */
import { NotCloneableError, currentTask as currentTaskOfRoot } from 'loop-or-pool';
import { currentTask, portable } from 'loop-or-pool/task';

export const lanes = portable(import.meta.url, async function lanes() {
  const before = [currentTask()?.lane, currentTaskOfRoot()?.lane];
  await null;
  return [...before, currentTask()?.lane, currentTaskOfRoot()?.lane];
});

export const refuse = portable(import.meta.url, function refuse(): void {
  throw new NotCloneableError('refused');
});

export const moduleUrl = portable(import.meta.url, () => import.meta.url, 'moduleUrl');
