/** The drawing characters of a terminal, in full or in ASCII. */

export interface Characters {
  pick: string;
  dot: string;
  whisker: string;
  /** A whisker that stands upright. */
  stem: string;
  leftEnd: string;
  rightEnd: string;
  reference: string;
  bound: string;
  /** The text with everything that the set lacks replaced. */
  plain(text: string): string;
}

const full: Characters = {
  pick: '▸',
  dot: '●',
  whisker: '─',
  stem: '│',
  leftEnd: '├',
  rightEnd: '┤',
  reference: '┊',
  bound: '╎',
  plain: (text) => text,
};

const asciiOnly: Characters = {
  pick: '>',
  dot: 'o',
  whisker: '-',
  stem: '|',
  leftEnd: '|',
  rightEnd: '|',
  reference: ':',
  bound: '!',
  plain: (text) => text.replace(/[^\p{ASCII}]/gu, (character) => replacements[character] ?? '?'),
};

const replacements: Record<string, string> = {
  '·': '-',
  '±': '+-',
  '–': '-',
  '…': '...',
  '’': "'",
  '“': '"',
  '”': '"',
  '▲': '+',
  '▼': '-',
  µ: 'u',
  '≤': '<=',
  '≥': '>=',
  '×': 'x',
  '→': '->',
};

/** The set to draw with. */
export function characters(ascii: boolean): Characters {
  return ascii ? asciiOnly : full;
}
