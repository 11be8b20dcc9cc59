/** A module that loads, but has not what is asked for. */
export const present = 'not a function';
