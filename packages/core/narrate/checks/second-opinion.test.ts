import type { SecondOpinion } from '../../decide/findings.ts';
import { cases } from '../fixtures/cases.ts';
import { change } from '../fixtures/change.ts';
import { hiring } from '../fixtures/hiring.ts';
import { pricing } from '../fixtures/pricing.ts';
import { check } from './second-opinion.ts';

const opinion = (method: SecondOpinion['method'], first: string): SecondOpinion => ({
  ...{ method, agrees: first === 'berlin', rankReversals: [] },
  ranking: [{ option: first, score: 0.7 }],
});
const opinions = (...secondOpinions: SecondOpinion[]) => change(hiring, { secondOpinions });

cases(check, {
  triggers: opinions(
    opinion('topsis', 'lisbon'),
    opinion('vikor', 'lisbon'),
    opinion('promethee2', 'berlin'),
  ),
  says: ['TOPSIS puts Lisbon first and VIKOR puts Lisbon first', 'Berlin', 'two of three'],
  severity: 'warning',
  refs: ['criteria'],
  nearly: opinions(opinion('topsis', 'berlin'), opinion('vikor', 'berlin')),
  not: pricing,
});
