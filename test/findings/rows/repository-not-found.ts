import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, httpFact, tokenFact } from '../support/facts.js';
import { AUTH_FILE, authFile, IMAGE, openRegistry, REGISTRY, tokenRegistry } from './registry.js';

const TITLE = 'reg.example:5000 has no repository team/app';

const NAME_UNKNOWN = errorFact(404, 'NAME_UNKNOWN', 'repository name not known to registry');

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
    name: 'by the list of tags, where the manifest alone is called unknown',
    reference: IMAGE,
    world: openRegistry(({ url }) =>
      url.pathname.endsWith('/tags/list')
        ? errorFact(404, 'NAME_UNKNOWN', 'repository name not known to registry')
        : errorFact(404, 'MANIFEST_UNKNOWN', 'manifest unknown'),
    ),
    title: TITLE,
    evidence: ['its list of tags answers 404 too: NAME_UNKNOWN: repository name not known to registry'],
  },
  {
    name: 'a token that grants the right to pull: not about rights',
    reference: IMAGE,
    world: tokenRegistry(
      () => tokenFact([{ name: 'team/app', actions: ['pull'] }]),
      () => NAME_UNKNOWN,
    ),
    title: TITLE,
    evidence: ['the token grants pull for team/app: whoever asked is let in'],
  },
  {
    name: 'a token that grants nothing: it may only be hidden',
    reference: IMAGE,
    world: tokenRegistry(
      () => tokenFact([]),
      () => NAME_UNKNOWN,
    ),
    title: `${TITLE}, or does not show it`,
    evidence: ['may just as well mean that somebody who is not logged in may not see it'],
    nextStep: 'if it is there, whoever asks needs the right to see it',
  },
  {
    name: 'an account, and nothing that says which of both it is',
    reference: IMAGE,
    files: { [AUTH_FILE]: authFile(REGISTRY) },
    world: tokenRegistry(
      () => tokenFact(),
      () => NAME_UNKNOWN,
    ),
    title: `${TITLE}, or does not show it`,
    evidence: ['the account sent may lack the right to see it; the answer does not say which'],
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
