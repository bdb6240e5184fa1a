import { useState } from 'react';
import { type Answer, readAnswers } from '../document/answers.ts';
import { keepDraft, readDraft } from '../document/drafts.ts';
import { hrefOf } from '../route.ts';
import type { OwnScenario } from './own.ts';

interface OwnListProps {
  readonly scenarios: readonly OwnScenario[];
  /** A scenario of this browser alone was removed, or brought back. */
  readonly onChange: () => void;
}

/** The team's own scenarios, with what was last found out about each. */
export function OwnList({ scenarios, onChange }: OwnListProps) {
  const [removed, setRemoved] = useState<RemovedDraft | null>(null);
  const answers = readAnswers();
  const remove = ({ id, title }: OwnScenario) => {
    setRemoved({ id, title, text: readDraft(id) });
    keepDraft(id, null);
    onChange();
  };
  const restore = ({ id, text }: RemovedDraft) => {
    keepDraft(id, text);
    setRemoved(null);
    onChange();
  };
  return (
    <>
      <div role="status">
        {removed && (
          <p>
            “{removed.title}” was removed from this browser.{' '}
            <button type="button" className="button small" onClick={() => restore(removed)}>
              Bring it back
            </button>
          </p>
        )}
      </div>
      <ul className="rows">
        {scenarios.map((scenario) => (
          <li key={scenario.id}>
            <a className="row-title" href={hrefOf({ page: 'workbench', id: scenario.id })}>
              {scenario.title}
            </a>
            <Facts scenario={scenario} answer={answers.get(scenario.saved?.scenarioHash ?? '')} />
            {scenario.browserOnly && (
              <button
                type="button"
                className="button small"
                aria-label={`Remove ${scenario.title} from this browser`}
                onClick={() => remove(scenario)}
              >
                Remove
              </button>
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

interface RemovedDraft {
  readonly id: string;
  readonly title: string;
  readonly text: string | null;
}

interface FactsProps {
  readonly scenario: OwnScenario;
  readonly answer: Answer | undefined;
}

function Facts({ scenario: { saved, unsaved, browserOnly }, answer }: FactsProps) {
  return (
    <span className="facts">
      {saved?.updatedAt && (
        <span>
          Changed <time dateTime={saved.updatedAt}>{momentOf(saved.updatedAt)}</time>
        </span>
      )}
      {answer && (
        <span>
          {answer.name === null
            ? 'No option could be recommended'
            : `Recommends ${answer.name}, ${answer.confidence} confidence`}
        </span>
      )}
      {unsaved && (
        <span className="chip">{browserOnly ? 'in this browser only' : 'unsaved changes'}</span>
      )}
    </span>
  );
}

const momentOf = (time: string): string =>
  new Date(time).toLocaleString('en-GB', { dateStyle: 'medium', timeStyle: 'short' });
