import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, httpFact, indexFact } from '../support/facts.js';
import { IMAGE, openRegistry } from './registry.js';

const UNKNOWN = errorFact(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
const DIGEST = `sha256:${'a'.repeat(64)}`;
const MIRROR = '[[registry]]\nlocation = "reg.example:5000"\n[[registry.mirror]]\nlocation = "mirror.example"\n';

export const rows: readonly Row[] = [
  {
    name: 'a tag that is not there',
    reference: IMAGE,
    world: openRegistry(() => UNKNOWN),
    title: 'reg.example:5000/team/app has no tag 1',
    nextStep: 'skopeo list-tags docker://reg.example:5000/team/app',
    fixes: [{ kind: 'request', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'a digest that is not there',
    reference: `reg.example:5000/team/app@${DIGEST}`,
    world: openRegistry(() => UNKNOWN),
    title: `reg.example:5000/team/app has no digest ${DIGEST}`,
  },
  {
    name: 'an answer that leaves open what is missing',
    reference: IMAGE,
    world: openRegistry(() => httpFact(404)),
    title: 'reg.example:5000/team/app has no tag 1',
    evidence: ['does not say whether the tag or the whole repository is missing'],
  },
  {
    name: 'an index without its child',
    reference: IMAGE,
    world: openRegistry(({ url }) => (url.pathname.endsWith('/1') ? indexFact('linux/amd64') : UNKNOWN)),
    title: `the index of reg.example:5000/team/app lists sha256:${'1'.repeat(64)}, which the registry does not have`,
    nextStep: 'push it again with all its platforms',
  },
  {
    name: 'missing at the mirror too, which is nothing to mend',
    reference: IMAGE,
    files: { '/etc/containers/registries.conf': MIRROR },
    world: openRegistry(() => UNKNOWN),
    title: 'reg.example:5000/team/app has no tag 1',
    then: [],
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'it is there', reference: IMAGE, instead: null },
  {
    name: 'a mirror that does not have it',
    reference: IMAGE,
    files: { '/etc/containers/registries.conf': MIRROR },
    world: openRegistry(({ url }) => (url.hostname === 'mirror.example' ? UNKNOWN : undefined)),
    instead: null,
  },
];
