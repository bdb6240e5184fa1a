import type { Report } from '@scenario-sandbox/contract';

/** Rows behind a chart, for readers who want figures and for downloads. */
export interface ChartTable {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly (string | number | null)[])[];
}

/** One drawn chart. `svg` stands alone: it carries its styles, its title and its description. */
export interface Chart {
  readonly id: string;
  readonly title: string;
  /** One or two plain sentences with the figures; also the SVG's description. */
  readonly summary: string;
  readonly svg: string;
  readonly table: ChartTable;
}

/** Where a chart goes. `width` in CSS pixels, 280 at least; `id` makes its ids unique on a page. */
export interface Placement {
  readonly width: number;
  readonly id: string;
}

/** Draws a report's charts of one kind; none when the report has nothing of that kind to show. */
export type ChartKind = (report: Report, place: Placement) => readonly Chart[];

/** A figure that may be missing: JSON has no NaN. */
export type Figure = number | null | undefined;

export type OptionData = Report['decision']['options'][number];
export type StatisticsData = Partial<OptionData['outcomes'][string]>;
export type SensitivityData = Report['analysis']['sensitivity'][number];
export type SwitchoverData = Report['analysis']['switchovers'][number];
