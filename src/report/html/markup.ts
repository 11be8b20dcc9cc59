/** Markup in which every value is escaped unless it is markup already. */

export class Markup {
  constructor(private readonly text: string) {}
  toString(): string {
    return this.text;
  }
}

type Value = string | number | Markup;

/** Tag of a template: ``html`<p>${anything}</p>` ``. */
export function html(strings: TemplateStringsArray, ...values: Value[]): Markup {
  const parts = strings.map((string, index) => {
    const part = string.replace(/\n\s+/g, '\n');
    const value = values[index];
    return value === undefined ? part : part + (value instanceof Markup ? value : escape(value));
  });
  return new Markup(parts.join(''));
}

export function join(items: readonly (string | Markup)[]): Markup {
  return new Markup(items.map((item) => (item instanceof Markup ? item : escape(item))).join('\n'));
}

/** Style or script that was built with this project; never a value from a run. */
export function trusted(text: string): Markup {
  return new Markup(text);
}

/** Longer words may be broken: a phone has no room for them. */
const longestWhole = 24;

/** A sentence whose flags and names with a hyphen, `--rounds` and `worker-pool:2`, stay in one line. */
export function prose(text: string): Markup {
  const parts = text.split(/([^\s(]*-\w[^\s)]*)/);
  return new Markup(
    parts
      .map((part, index) =>
        index % 2 === 1 && part.length <= longestWhole
          ? `<span class="whole">${escape(part)}</span>`
          : escape(part),
      )
      .join(''),
  );
}

/** JSON that no value can end early, for a `<script type="application/json">`. */
export function inlineJson(value: unknown): Markup {
  const text = JSON.stringify(value).replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
  return new Markup(text);
}

function escape(value: string | number): string {
  return unbroken(String(value)).replace(
    /[&<>"']/g,
    (character) => `&#${character.charCodeAt(0)};`,
  );
}

/** A figure stays in one line with its unit, and a range in one piece. */
function unbroken(text: string): string {
  return text
    .replace(/(?<=\d) (?=%|[nµm]?s\b|[kMG]?B\b)/g, '\u00a0')
    .replace(/(?<=\d)–(?=\d)/g, '\u2060–\u2060');
}
