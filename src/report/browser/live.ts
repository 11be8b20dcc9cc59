/** Follows a run that is still going on: the server says what changed, and the page shows it. */
import type { PageParts } from '../page-parts.js';
import type { Sections } from './sections.js';

/** Does nothing on a page from disk, and on that of a run which is over. */
export function followRun(sections: Sections): void {
  const source = document.body.dataset['live'];
  if (source === undefined) return;
  const news = document.getElementById('news');
  const tell = (text: string) => {
    if (news && news.textContent !== text) news.textContent = text;
  };
  const [showStatus, showNavigation] = [place('#status'), place('nav')];
  const events = new EventSource(source);
  events.addEventListener('page', ({ data }: MessageEvent<string>) => {
    const parts = JSON.parse(data) as PageParts;
    showStatus(parts.status);
    showNavigation(parts.navigation);
    sections.update(parts.sections, parts);
    tell(`Live: ${document.querySelector('h2')?.textContent ?? ''}`);
  });
  const close = (text: string) => {
    events.close();
    tell(text);
  };
  events.addEventListener('end', () => close('This run is over.'));
  events.addEventListener('bye', () => close('The server has ended.'));
  events.addEventListener('error', () => {
    tell(events.readyState === EventSource.CLOSED ? 'The server has ended.' : 'Connecting again …');
  });
}

/** Takes markup from the server, in which every value is escaped; the same again changes nothing. */
function place(selector: string): (markup: string) => void {
  const element = document.querySelector(selector);
  let shown = '';
  return (markup) => {
    if (element && markup !== shown) element.innerHTML = markup;
    shown = markup;
  };
}
