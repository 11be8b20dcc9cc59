/** A module that ends whoever loads it. Nothing imports it; workers are told its address. */
process.exit(9);
export {};
