import type { ReportCritique } from '@scenario-sandbox/contract';
import type { ReactNode } from 'react';
import { Sentence } from '../ui/sentence.tsx';

interface RemarkProps {
  readonly remark: ReportCritique;
  /** What can be done about it. */
  readonly children: ReactNode;
}

/** One remark of the critique: what it says, how grave it is, and what it rests on. */
export function Remark({ remark, children }: RemarkProps) {
  const { severity, title, message, ground } = remark;
  return (
    <li className="remark" data-severity={severity}>
      <p>
        <span className="tag">{severity}</span> <strong>{title}</strong>
      </p>
      <p>
        <Sentence text={message} />
      </p>
      {children}
      <details className="provenance">
        <summary>What it rests on</summary>
        <p>{ground}</p>
      </details>
    </li>
  );
}

/** Tells a remark from the others of its critique. */
export const remarkKey = ({ code, refs, message }: ReportCritique): string =>
  `${code} ${refs.join(' ')} ${message}`;
