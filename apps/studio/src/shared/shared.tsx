import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useBackend } from '../backend/context.ts';
import { parseScenario } from '../document/yaml.ts';
import { ReportView } from '../results/report-view.tsx';
import { RunFooter } from '../results/run-footer.tsx';
import type { Pin } from '../route.ts';
import { Failure, Loading, Notice } from '../ui/notice.tsx';
import { useTitle } from '../ui/use-title.ts';
import { OpenCopy } from './open-copy.tsx';
import { PinnedTo } from './pinned-to.tsx';
import { runHere } from './run-here.ts';
import { decodeShare } from './share-link.ts';

interface SharedProps {
  /** The scenario, packed; empty where it is too large for a link. */
  readonly data: string;
  readonly pin: Pin | null;
}

/** What came in a link, to read: the scenario and the results of the run that was shared. */
export default function Shared({ data, pin }: SharedProps) {
  useTitle('Shared scenario');
  return data === '' ? <SharedRun pin={pin} /> : <SharedScenario data={data} pin={pin} />;
}

/** A scenario that came whole: it runs in this browser. */
function SharedScenario({ data, pin }: SharedProps) {
  const text = useQuery({
    queryKey: ['shared', data],
    queryFn: () => decodeShare(data),
    retry: false,
  });
  const { scenario, error } = parseScenario(text.data ?? '');
  const [percent, setPercent] = useState(0);
  const id = pin?.scenarioId ?? scenario?.id ?? '';
  const report = useQuery({
    queryKey: ['shared-report', data, id],
    queryFn: () => (scenario ? runHere({ ...scenario, id }, setPercent) : null),
    enabled: scenario !== null,
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (text.isPending) return <Loading what="the shared scenario" />;
  if (text.isError) return <Failure doing="open the link" error={text.error} />;
  if (!scenario) return <Notice tone="serious" title={`The link holds no scenario: ${error}.`} />;
  return (
    <div className="page">
      <p className="muted">Shared with you by link, to read</p>
      <h1>{scenario.title}</h1>
      {scenario.question && <p className="lead">{scenario.question}</p>}
      {scenario.description && <p>{scenario.description}</p>}
      <OpenCopy scenario={scenario} text={text.data} />
      <h2>Options</h2>
      <ul>
        {scenario.options.map((option) => (
          <li key={option.id}>
            <strong>{option.name ?? option.id}</strong>
            {option.description && `: ${option.description}`}
          </li>
        ))}
      </ul>
      {report.isPending && <Loading what={`the results: ${percent} %`} />}
      {report.isError && <Failure doing="run what was shared" error={report.error} />}
      {report.data && (
        <>
          <PinnedTo pin={pin} report={report.data} />
          <ReportView report={report.data} />
          <RunFooter report={report.data} />
        </>
      )}
    </div>
  );
}

/** A run that this service made of a scenario too large for a link. */
function SharedRun({ pin }: Pick<SharedProps, 'pin'>) {
  const { reportOfRun } = useBackend();
  const report = useQuery({
    queryKey: ['shared-run', pin?.runId],
    queryFn: () => (pin && reportOfRun ? reportOfRun(pin.runId) : null),
    retry: false,
    staleTime: Number.POSITIVE_INFINITY,
  });
  if (!pin) return <Notice tone="serious" title="The link holds no scenario and no run." />;
  if (!reportOfRun) {
    return <Notice tone="serious" title="This link leads to a run of a server; this is offline." />;
  }
  if (report.isError) return <Failure doing="find the shared run" error={report.error} />;
  if (!report.data) return <Loading what="the shared run" />;
  const { decision } = report.data;
  return (
    <div className="page">
      <p className="muted">Shared with you by link, to read</p>
      <h1>{decision.title}</h1>
      {decision.question && <p className="lead">{decision.question}</p>}
      <PinnedTo pin={pin} report={report.data} />
      <ReportView report={report.data} />
      <RunFooter report={report.data} />
    </div>
  );
}
