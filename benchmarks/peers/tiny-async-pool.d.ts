declare module 'tiny-async-pool' {
  export default function asyncPool<I, R>(
    concurrency: number,
    inputs: Iterable<I>,
    task: (input: I) => Promise<R>,
  ): AsyncGenerator<R>;
}
