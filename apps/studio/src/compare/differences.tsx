import type { Report } from '@scenario-sandbox/contract';
import { useQuery } from '@tanstack/react-query';
import { useBackend } from '../backend/context.ts';
import { Failure, Loading } from '../ui/notice.tsx';
import { Comparison } from './comparison.tsx';
import { DeltaTable } from './delta-table.tsx';
import { directionsOf } from './outcome-rows.ts';

interface DifferencesProps {
  readonly ids: readonly [string, string];
  readonly reports: readonly [Report | undefined, Report | undefined];
}

/** Sample by sample from the gateway; offline, what the two reports say. */
export function Differences({ ids: [left, right], reports: [a, b] }: DifferencesProps) {
  const backend = useBackend();
  const { compare } = backend;
  const scenario = useQuery({
    queryKey: ['scenario', left],
    queryFn: () => backend.scenario(left),
    enabled: compare !== null,
  });
  const comparison = useQuery({
    queryKey: ['compare', left, right],
    queryFn: () => compare?.(left, right) ?? null,
    enabled: compare !== null,
  });
  if (!compare) return a && b ? <DeltaTable left={a} right={b} /> : null;
  if (comparison.isError) {
    return (
      <Failure
        doing="compare the two"
        error={comparison.error}
        onRetry={() => comparison.refetch()}
      />
    );
  }
  return comparison.data ? (
    <Comparison comparison={comparison.data} directions={directionsOf(scenario.data)} />
  ) : (
    <Loading what="the comparison" />
  );
}
