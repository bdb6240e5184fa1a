import { useQuery } from '@tanstack/react-query';
import { keepDraft } from '../document/drafts.ts';
import { parseScenario } from '../document/yaml.ts';
import { navigate } from '../route.ts';
import { Failure, Loading, Notice } from '../ui/notice.tsx';
import { useTitle } from '../ui/use-title.ts';
import { decodeShare } from './share-link.ts';

/** A scenario that came in a link: shown first, opened only when asked. */
export default function Shared({ data }: { readonly data: string }) {
  useTitle('Shared scenario');
  const text = useQuery({
    queryKey: ['shared', data],
    queryFn: () => decodeShare(data),
    retry: false,
  });
  if (text.isPending) return <Loading what="the shared scenario" />;
  if (text.isError) return <Failure doing="open the link" error={text.error} />;
  const { scenario, error } = parseScenario(text.data);
  if (!scenario) return <Notice tone="serious" title={`The link holds no scenario: ${error}.`} />;
  return (
    <div className="page">
      <p className="muted">Shared with you by link</p>
      <h1>{scenario.title}</h1>
      {scenario.question && <p className="lead">{scenario.question}</p>}
      {scenario.description && <p>{scenario.description}</p>}
      <h2>Options</h2>
      <ul>
        {scenario.options.map(({ id, name, description }) => (
          <li key={id}>
            <strong>{name ?? id}</strong>
            {description && `: ${description}`}
          </li>
        ))}
      </ul>
      <button
        type="button"
        className="button primary"
        onClick={() => {
          keepDraft(scenario.id, text.data);
          navigate({ page: 'workbench', id: scenario.id });
        }}
      >
        Open in the workbench
      </button>
      <p className="muted">
        It opens as unsaved changes in this browser: nothing is stored on the server until you save.
      </p>
    </div>
  );
}
