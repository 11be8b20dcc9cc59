/** What the report's page does once it is open: draw charts, switch themes, sort tables. */
import { drawCharts } from './charts.js';
import { offerSorting } from './sorting.js';
import { offerThemes } from './theme.js';

const charts = drawCharts();
offerThemes(() => charts.redraw());
offerSorting();
