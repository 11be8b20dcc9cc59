/** The code that runs work under a model: with this package, and with what is common elsewhere. */
import { parseModel, type ModelSpec } from '../../executors/model-spec.js';

export interface CodeExample {
  /** What it uses: `loop-or-pool`, `p-limit`. */
  uses: string;
  /** A module that reads `inputs` and leaves `results`. */
  code: string;
}

/** `./task.js` stands for the user's module, whose default export is the task. */
export function codeFor(model: string): CodeExample[] {
  const spec = parseModel(model);
  switch (spec.name) {
    case 'event-loop':
      return [plainLoop];
    case 'async-pool':
      return [withExecutor(model, plainTask), withLimit(spec)];
    case 'worker-pool':
      return [withExecutor(model, portableTask), withThreads(spec)];
    case 'process-pool':
    case 'queue':
      return [withExecutor(model, portableTask)];
  }
}

const plainTask = `import task from './task.js';`;

/** Threads and processes find the function by its module and name. */
const portableTask = `import task from './task.js'; // export default portable(import.meta.url, task, 'default')`;

const plainLoop: CodeExample = {
  uses: 'nothing',
  code: `import task from './task.js';

const results = [];
for (const input of inputs) results.push(await task(input));
`,
};

function withExecutor(model: string, importTask: string): CodeExample {
  return {
    uses: 'loop-or-pool',
    code: `import { openExecutor } from 'loop-or-pool';
${importTask}

const executor = await openExecutor('${model}');
const results = [];
for await (const result of executor.map(task, inputs)) results.push(result);
await executor.shutdown();
`,
  };
}

function withLimit({ concurrency }: ModelSpec): CodeExample {
  return {
    uses: 'p-limit',
    code: `import pLimit from 'p-limit';
import task from './task.js';

const limit = pLimit(${concurrency});
const results = await Promise.all(inputs.map((input) => limit(() => task(input))));
`,
  };
}

function withThreads({ workers, concurrency }: ModelSpec): CodeExample {
  const inFlight = concurrency === 1 ? '' : `\n  concurrentTasksPerWorker: ${concurrency},`;
  return {
    uses: 'piscina',
    code: `import { Piscina } from 'piscina';

const pool = new Piscina({
  filename: new URL('./task.js', import.meta.url).href,
  minThreads: ${workers},
  maxThreads: ${workers},${inFlight}
});
const results = await Promise.all(inputs.map((input) => pool.run(input)));
await pool.close();
`,
  };
}
