/** A module of tasks that cannot be loaded. Nothing imports it; workers are told its address. */
throw new RangeError('broken at import');
export {};
