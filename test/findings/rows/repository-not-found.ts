import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, httpFact } from '../support/facts.js';
import { IMAGE, openRegistry } from './registry.js';

const TITLE = 'reg.example:5000 has no repository team/app';

export const rows: readonly Row[] = [
  {
    name: 'by code',
    reference: IMAGE,
    world: openRegistry(() => errorFact(404, 'NAME_UNKNOWN', 'repository name not known to registry')),
    title: TITLE,
    evidence: ['NAME_UNKNOWN: repository name not known to registry'],
    nextStep: 'check the name team/app',
    fixes: [{ kind: 'request', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'in words',
    reference: IMAGE,
    world: openRegistry(() => errorFact(404, 'NOT_FOUND', 'repository team/app not found')),
    title: TITLE,
  },
  {
    name: 'at the start of an upload',
    reference: IMAGE,
    operation: 'push',
    world: openRegistry(() => httpFact(404)),
    title: TITLE,
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'it is there', reference: IMAGE, instead: null },
  {
    name: 'only the artifact is missing',
    reference: IMAGE,
    world: openRegistry(() => errorFact(404, 'NOT_FOUND', 'artifact team/app:1 not found')),
    instead: 'manifest-unknown',
  },
];
