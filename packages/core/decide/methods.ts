import { SOBOL_DIMENSIONS } from '../random/sobol.ts';
import { analyses, foundations, type MethodNote } from './registry.ts';
import { OUTCOME_SAMPLES, SUMMARISED_FROM } from './whole.ts';

/** `docs/methods.md`: what each analysis works out, when it holds, and where it comes from. */
export function methodsDocument(): string {
  const always = Object.entries(foundations).map(([name, note]) => section(name, note));
  const switchable = Object.entries(analyses).map(([name, note]) => section(name, note));
  return `${[
    '# Methods',
    'Written by `packages/core/decide/methods.ts` from the registry of analyses; change it there.',
    'Every figure is worked out from the samples of one run, in which all options share their draws, and the same run gives the same figures to the bit.',
    `Samples are the first points of a Sobol sequence (Joe & Kuo 2008) with nested uniform scrambling (Owen 1995, by Burley's hash of 2020), in up to ${SOBOL_DIMENSIONS} dimensions: one for each variable drawn once, then one for each variable and period of those drawn per period, period by period. What finds no dimension left, and everything under \`sampler: random\`, is drawn by Philox4x32-10 (Salmon et al. 2011). The seed fixes both.`,
    `A run of ${SUMMARISED_FROM} samples or more that is ranked by one outcome as it is (no value function, several criteria or risk tolerance) ranks by them all, but keeps the outcomes of the first ${OUTCOME_SAMPLES} alone: what goes sample by sample (constraints, dominance, information, the mean of the worst 5 %) is worked out from these.`,
    '## Always worked out',
    ...always,
    '## Analyses that can be switched off',
    '`sandbox run --analyses LIST` takes these names, separated by commas, or `none`.',
    ...switchable,
  ].join('\n\n')}\n`;
}

function section(name: string, { title, summary, validWhen, source }: MethodNote): string {
  return [
    `### ${title} (\`${name}\`)`,
    summary,
    `**Holds when.** ${validWhen}`,
    `**Source.** ${source}`,
  ].join('\n\n');
}
