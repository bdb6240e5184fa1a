import { Label, ProgressBar } from 'react-aria-components';

interface ProgressProps {
  readonly label: string;
  /** 0…100. */
  readonly percent: number;
}

/** How far work is, in words and as a bar. */
export function Progress({ label, percent }: ProgressProps) {
  return (
    <ProgressBar value={percent} className="progress">
      {({ percentage = 0, valueText }) => (
        <>
          <Label>{label}</Label>
          <span>{valueText}</span>
          <div className="progress-track">
            <div className="progress-fill" style={{ width: `${percentage}%` }} />
          </div>
        </>
      )}
    </ProgressBar>
  );
}
