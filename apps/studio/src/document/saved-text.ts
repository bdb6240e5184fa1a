import type { Scenario } from '@scenario-sandbox/contract';
import { readSetting, writeSetting } from '../ui/settings.ts';
import { versionOf } from './version.ts';
import { parseScenario, writeScenario } from './yaml.ts';

/** The words of what was saved: the server keeps the scenario, this browser its comments and layout too. */

export const keepSavedText = (id: string, text: string): void => writeSetting(`saved.${id}`, text);

/** As it was written here, where that is still what the server has; else as the server has it. */
export function savedTextOf(id: string, scenario: Scenario): string {
  const kept = readSetting(`saved.${id}`) ?? '';
  const same = versionOf(kept, parseScenario(kept).scenario) === versionOf('', scenario);
  return same ? kept : writeScenario(scenario);
}
