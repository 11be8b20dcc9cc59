// A workload: put your own function in the place of `run`. Measure it with
//   npx loop-or-pool run ./benchmarks/slugs.mjs
import { defineWorkload } from 'loop-or-pool';

export default defineWorkload({
  name: 'slugs',
  nature: 'cpu', // your guess: 'cpu', 'io' or 'mixed'; it is measured and checked
  description: 'turns a long list of titles into slugs',
  params: { titles: 2_000 }, // --param titles=5000
  run: ({ titles }) => Array.from({ length: titles }, (_, n) => slug(`Title: No ${n}`)).join(' '),
  verify(outputs, { params }) {
    for (const output of outputs) {
      if (!output.endsWith(`title-no-${params.titles - 1}`)) throw new Error('not all are slugs');
    }
  },
});

function slug(title) {
  return title.toLowerCase().replace(/\W+/g, '-');
}
