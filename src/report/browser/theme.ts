/** Light or dark: the system's preference unless the reader chooses; print is always light. */

const choices = ['system', 'light', 'dark'] as const;
type Choice = (typeof choices)[number];

const prefersDark = matchMedia('(prefers-color-scheme: dark)');
let isOnPaper = false;
let choice: Choice = 'system';

/** Whether the page is dark at the moment. */
export function isDark(): boolean {
  if (isOnPaper) return false;
  return choice === 'system' ? prefersDark.matches : choice === 'dark';
}

/** The event before printing comes before the page is laid out for paper, so it has to say so. */
export function putOnPaper(onPaper: boolean): void {
  isOnPaper = onPaper;
}

/** Puts the theme button to work; `onChange` is called after each change. */
export function offerThemes(onChange: () => void): void {
  const button = document.getElementById('theme');
  if (!button) return;
  button.hidden = false;
  button.addEventListener('click', () => {
    choice = choices[(choices.indexOf(choice) + 1) % choices.length] ?? 'system';
    if (choice === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = choice;
    button.textContent = `Theme: ${choice}`;
    onChange();
  });
  prefersDark.addEventListener('change', onChange);
}
