import { errorCodes } from './errors.ts';
import {
  FaultCut,
  FaultCutQuery,
  FaultCutRequest,
  FaultDelayed,
  FaultDelayQuery,
  FaultErrorQuery,
} from './faults.ts';
import { json, type Operation, ok, text } from './operation.ts';

const description =
  'For tests of clients. There with ENABLE_FAULT_ROUTES only, and never with NODE_ENV=production.';

/** What goes wrong on a network, on demand. */
export const faultOperations: readonly Operation[] = [
  {
    method: 'get',
    path: '/faults/delay',
    tag: 'faults',
    summary: 'Answer late',
    description,
    query: FaultDelayQuery,
    answers: { '200': ok(FaultDelayed, 'After the delay.') },
    problems: [],
  },
  {
    method: 'get',
    path: '/faults/error',
    tag: 'faults',
    summary: 'Answer with a problem',
    description,
    query: FaultErrorQuery,
    answers: {},
    problems: errorCodes,
  },
  {
    method: 'get',
    path: '/faults/cut',
    tag: 'faults',
    summary: 'Break off an answer',
    description,
    query: FaultCutQuery,
    answers: {
      '200': {
        description: 'One byte fewer than Content-Length says, then the connection is gone.',
        content: { 'text/plain': text },
      },
    },
    problems: [],
  },
  {
    method: 'post',
    path: '/faults/cut',
    tag: 'faults',
    summary: 'Break off the stream of a session, as a network would',
    description,
    body: json(FaultCutRequest),
    answers: { '202': ok(FaultCut, 'Its client can resume.') },
    problems: ['NOT_FOUND'],
  },
];
