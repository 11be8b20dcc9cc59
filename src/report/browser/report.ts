/** What the report's page does once it is open: draw charts, switch themes, sort tables, follow a run. */
import { readData } from './data.js';
import { followRun } from './live.js';
import { beReadyToPrint } from './print.js';
import { Sections } from './sections.js';
import { offerThemes } from './theme.js';

const sections = new Sections(readData());
const redraw = () => sections.redraw();

offerThemes(redraw);
beReadyToPrint(redraw);
followRun(sections);
