/**
 * fast-check with one seed for the whole suite, so that a red test is red again. PROPERTY_SEED sets
 * another: the nightly workflow looks for new counterexamples with a fresh one.
 */
import fc from 'fast-check';

fc.configureGlobal({ seed: Number(process.env['PROPERTY_SEED'] ?? 1) });

export { fc };
