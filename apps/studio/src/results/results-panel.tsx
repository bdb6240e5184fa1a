import type { Report } from '@scenario-sandbox/contract';
import { memo } from 'react';
import { Tab, TabList, TabPanel, Tabs } from 'react-aria-components';
import { type OpenDocument, useDocument } from '../document/open-document.ts';
import type { Target } from '../document/reference.ts';
import { hrefOf } from '../route.ts';
import { useWatched } from '../ui/watched.ts';
import { type Run, useReport } from '../workbench/use-run.ts';
import { ChartCards } from './chart-cards.tsx';
import { Constraints } from './constraints.tsx';
import { Critique } from './critique.tsx';
import { OptionsTable } from './options-table.tsx';
import { Recommendation } from './recommendation.tsx';
import { RunStatus } from './run-status.tsx';

interface ResultsPanelProps {
  readonly document: OpenDocument;
  readonly run: Run;
  /** Shows a place of the scenario in the model panel. */
  readonly show: (target: Target) => void;
  /** Id of the saved scenario that the run's changes can be compared with; null where there is none. */
  readonly baseline: string | null;
  readonly onRun: () => void;
}

const views = [
  ['critique', 'Critique', []],
  ['outcomes', 'Outcomes', ['outcomes', 'acceptability', 'risk-profile', 'trade-off', 'series']],
  ['switches', 'What would change it', ['switching', 'information']],
  ['drivers', 'Drivers', ['tornado', 'sensitivity']],
] as const;

/** The answer, how sure it is and what it hangs on. Results of an older text dim but stay. */
export default function ResultsPanel(props: ResultsPanelProps) {
  const { onRun, ...shown } = props;
  const { document, run } = shown;
  const version = useDocument(document).version();
  const { report, reportVersion } = useReport(run);
  const stale = report !== null && reportVersion !== version;
  return (
    <>
      <h2 className="panel-title">Results</h2>
      <RunStatus run={run} stale={stale} onRun={onRun} />
      <Results {...shown} version={version} report={report} stale={stale} />
    </>
  );
}

interface ResultsProps extends Omit<ResultsPanelProps, 'onRun'> {
  /** The document's. */
  readonly version: string;
  readonly report: Report | null;
  readonly stale: boolean;
}

/** Drawn again with another report or version, not with every word of a run. */
const Results = memo(function Results(props: ResultsProps) {
  const { document, run, show, baseline, version, report, stale } = props;
  const ran = useWatched(
    run,
    ({ critique, phase }) => critique !== '' || !['idle', 'failed'].includes(phase),
  );
  return (
    <>
      {report && (
        <div className="results" data-stale={stale}>
          <Recommendation report={report} />
          {baseline !== null && baseline !== report.meta.scenarioId && (
            <p className="next-step">
              <a href={hrefOf({ page: 'compare', left: baseline, right: report.meta.scenarioId })}>
                Compare with the saved version
              </a>
            </p>
          )}
        </div>
      )}
      {(report || ran) && (
        <Tabs className="tabs">
          <TabList aria-label="Results" className="tab-list">
            {views.map(([id, label]) => (
              <Tab key={id} id={id} className="tab">
                {label}
              </Tab>
            ))}
          </TabList>
          {views.map(([id, , kinds]) => (
            <TabPanel key={id} id={id} className="tab-panel">
              {id === 'critique' && (
                <Critique
                  run={run}
                  report={report}
                  stale={stale}
                  version={version}
                  document={document}
                  show={show}
                />
              )}
              {report && (
                <div className="results" data-stale={stale}>
                  {kinds.length > 0 && <ChartCards report={report} kinds={kinds} id={id} />}
                  {id === 'outcomes' && <OptionsTable report={report} />}
                  {id === 'switches' && <Constraints report={report} />}
                </div>
              )}
              {!report && id !== 'critique' && <p className="muted">There are no figures yet.</p>}
            </TabPanel>
          ))}
        </Tabs>
      )}
    </>
  );
});
