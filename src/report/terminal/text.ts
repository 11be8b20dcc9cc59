/** Text in columns of a terminal, where a character may be two wide or none. */
import stringWidth from 'string-width';

/** Columns that the text takes; colour codes take none. */
export function width(text: string): number {
  return stringWidth(text);
}

export function padEnd(text: string, columns: number): string {
  return text + ' '.repeat(Math.max(0, columns - width(text)));
}

export function padStart(text: string, columns: number): string {
  return ' '.repeat(Math.max(0, columns - width(text))) + text;
}

/** Lines of at most `columns`, broken between words; those after the first start with `indent`. */
export function wrap(text: string, columns: number, indent: string): string[] {
  const lines: string[] = [];
  let line = '';
  // "0.3 %" stays together.
  for (const word of text.split(/\s+(?!%)/).filter((item) => item !== '')) {
    const longer = line === '' ? word : `${line} ${word}`;
    const room = columns - (lines.length > 0 ? indent.length : 0);
    if (line !== '' && width(longer) > room) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  lines.push(line);
  return lines.map((item, index) => (index === 0 ? item : indent + item));
}
