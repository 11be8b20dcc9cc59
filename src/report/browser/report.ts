/** What the report's page does once it is open: draw charts, switch themes, sort tables. */
import { drawCharts } from './charts.js';
import { beReadyToPrint } from './print.js';
import { offerSaving } from './saving.js';
import { offerSorting } from './sorting.js';
import { offerThemes } from './theme.js';
import { offerTimeline } from './timeline.js';

const pictures = [drawCharts(), offerTimeline()];
const redraw = () => pictures.forEach((picture) => picture.redraw());

offerThemes(redraw);
offerSorting();
offerSaving();
beReadyToPrint(redraw);
