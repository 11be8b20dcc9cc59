/** What `import 'loop-or-pool'` loads. The build puts a single file in its place, which loads faster. */
export * from '../index.js';
