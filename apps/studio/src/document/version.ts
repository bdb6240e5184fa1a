import type { Scenario } from '@scenario-sandbox/contract';
import { scenarioHash } from '@scenario-sandbox/core/scenario/hash.ts';

/** Tells versions of the document apart: comments and layout make no other one. */
export function versionOf(text: string, scenario: Scenario | null): string {
  try {
    return scenario ? scenarioHash(scenario) : text;
  } catch {
    // A figure that JSON does not have: it cannot be run either.
    return text;
  }
}
