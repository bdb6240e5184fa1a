import type { ScenarioSummary } from '@scenario-sandbox/contract';
import { hrefOf } from '../route.ts';
import { shows } from './examples.ts';

interface ExampleCardProps {
  readonly example: ScenarioSummary;
  readonly unsaved: boolean;
}

export function ExampleCard({ example, unsaved }: ExampleCardProps) {
  const { id, title, question, options, variables } = example;
  return (
    <li className="card">
      <h3 className="card-title">
        <a href={hrefOf({ page: 'workbench', id })}>{title}</a>
      </h3>
      {question && <p className="card-question">{question}</p>}
      {shows[id] && <p>{shows[id]}</p>}
      <p className="facts">
        <span>{counted(options, 'option')}</span>
        <span>{counted(variables, 'input')}</span>
        {unsaved && <span className="chip">unsaved changes</span>}
      </p>
    </li>
  );
}

const counted = (count: number, what: string): string =>
  `${count === 0 ? 'no' : count} ${what}${count === 1 ? '' : 's'}`;
