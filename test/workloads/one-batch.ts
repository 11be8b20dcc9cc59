import type { Params, Workload } from '../../src/workload/define-workload.js';

/** A workload that is set up and ready to run; disposing of it tears it down. */
export interface Batch<I, O> extends AsyncDisposable {
  inputs: I[];
  inputsAgain(): I[];
  context: unknown;
  runInTurn(): Promise<O[]>;
  verify(outputs: O[]): Promise<void>;
}

/** Prepares a batch as a run does: set-up by way of JSON, cloned inputs, then the work and its check. */
export async function prepareBatch<P extends Params, C, I, O>(
  workload: Workload<P, C, I, O>,
  params: Partial<Record<keyof P, Params[string]>>,
  tasks: number,
): Promise<Batch<I, O>> {
  const allParams = { ...workload.params, ...params } as never;
  const prepared = await workload.setup?.(allParams);
  const context = throughJson(prepared?.context ?? null) as C;
  const request = { params: allParams, context, tasks };
  const makeInputs = () => workload.inputs?.(request) ?? Array<I>(tasks).fill(allParams);
  const inputs = makeInputs();
  return {
    inputs,
    inputsAgain: makeInputs,
    context,
    async runInTurn() {
      const outputs: O[] = [];
      for (const input of inputs) outputs.push(await workload.run(structuredClone(input)));
      return outputs;
    },
    verify: async (outputs) => workload.verify?.(outputs, request),
    [Symbol.asyncDispose]: async () => prepared?.teardown?.(),
  };
}

function throughJson(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
