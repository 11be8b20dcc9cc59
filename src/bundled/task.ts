/** What `import 'loop-or-pool/task'` loads. The build puts a single file in its place. */
export * from '../task.js';
