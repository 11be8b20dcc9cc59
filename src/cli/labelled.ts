/**
 * A label and its text as lines of at most `width` characters: `sleep  waits for a timer`, with the
 * lines after the first indented to where the text starts. For ASCII: each character counts as one.
 */
export function labelled(label: string, text: string, width: number): string {
  const room = Math.max(20, width - label.length);
  const lines: string[] = [];
  for (const word of text.split(' ')) {
    const longer = `${lines.at(-1) ?? ''} ${word}`;
    if (lines.length > 0 && longer.length <= room) lines[lines.length - 1] = longer;
    else lines.push(word);
  }
  const indent = ' '.repeat(label.length);
  return lines.map((line, index) => `${index === 0 ? label : indent}${line}\n`).join('');
}
