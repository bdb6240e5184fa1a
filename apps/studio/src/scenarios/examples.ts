import type { ScenarioSummary } from '@scenario-sandbox/contract';

/** What each worked example shows, in the order in which they are best read. The first is suggested. */
export const shows: Readonly<Record<string, string>> = {
  demo: 'The option that is best five times out of six is not the one to choose.',
  'saas-pricing': 'Most often best, best on average, best if churn rises: three different options.',
  'cloud-migration':
    'One number decides, and its likely range holds the point where the answer turns.',
  'market-entry': 'A near tie: more computing will not settle it, asking the market will.',
  hiring: 'One option is worse than another in every sample and should leave the table.',
  capacity: 'The best on average may not be chosen: it breaks the bank’s condition too often.',
  'security-investment':
    'The worst twentieth of cases turns the order for owners who cannot carry it.',
  energy: 'Three criteria pull apart; the weights say which option comes first.',
  'vendor-choice': 'Only the order of the criteria is agreed: for whom is each option first?',
  inventory: 'Order more than the forecast, and how much more.',
  'oil-lease': 'When an imperfect test is worth its price.',
  'oil-lease-untested': 'The same lease without the test: what it would be worth to know.',
  'prose-only': 'A decision on its first day: no numbers, so no recommendation, but a critique.',
};

const order = Object.keys(shows);
const placeOf = (id: string) => (order.includes(id) ? order.indexOf(id) : order.length);

/** The worked examples in the order of `shows`; any others after them, by id. */
export const inReadingOrder = (examples: readonly ScenarioSummary[]): readonly ScenarioSummary[] =>
  examples.toSorted((a, b) => placeOf(a.id) - placeOf(b.id) || (a.id < b.id ? -1 : 1));
