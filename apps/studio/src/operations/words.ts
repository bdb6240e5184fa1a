const actions: Readonly<Record<string, string>> = {
  'kill-switch.on': 'Kill switch turned on',
  'kill-switch.off': 'Kill switch turned off',
  'scenario.put': 'Scenario stored',
  'scenario.delete': 'Scenario removed',
  'session.cancel': 'Stream cancelled',
  'job.create': 'Job ordered',
  'job.cancel': 'Job cancelled',
  'job.retry': 'Job tried again',
};

/** An action of the trail; one that has no words here is shown as it is written. */
export const actionInWords = (action: string): string => actions[action] ?? action;

const results: Readonly<Record<string, string>> = {
  200: 'done',
  201: 'created',
  202: 'accepted',
  204: 'removed',
  404: 'not there',
  409: 'was over already',
};

/** A status with its meaning. */
export function resultInWords(status: string): string {
  const known = results[status] ?? (status.startsWith('2') ? 'done' : 'refused');
  return `${known} (${status})`;
}
