import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, httpFact, indexFact } from '../support/facts.js';
import { IMAGE, openRegistry } from './registry.js';

const UNKNOWN = errorFact(404, 'MANIFEST_UNKNOWN', 'manifest unknown');
const DIGEST = `sha256:${'a'.repeat(64)}`;
/** The manifest is missing, the list of tags is there. */
const withTags = (...tags: string[]) =>
  openRegistry(({ url }) => (url.pathname.endsWith('/tags/list') ? httpFact(200, { tags }) : UNKNOWN));
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
    name: 'with its nearest neighbours',
    reference: 'reg.example:5000/team/app:1.25.3',
    world: withTags('1.25', '1.25.2', '1.25.4', '1.25.3-alpine', 'latest', '2.0'),
    title: 'reg.example:5000/team/app has no tag 1.25.3',
    evidence: ['there, with 6 tags; the nearest are 1.25.3-alpine, 1.25.2, 1.25.4, 1.25, 2.0'],
    nextStep: 'check the tag (did you mean 1.25.3-alpine?): skopeo list-tags docker://reg.example:5000/team/app',
  },
  {
    name: 'nothing near, and nobody gave a tag',
    reference: 'reg.example:5000/team/app',
    world: withTags('build-7', '3.1', '3.2'),
    title: 'reg.example:5000/team/app has no tag latest',
    evidence: ['with 3 tags; all of them: 3.2, 3.1, build-7', 'no tag was given, and clients then ask for latest'],
    nextStep: 'check the tag: skopeo list-tags',
  },
  {
    name: 'a repository without any tag',
    reference: IMAGE,
    world: withTags(),
    title: 'reg.example:5000/team/app has no tag 1',
    evidence: ['the repository is there, and has no tag at all'],
  },
  {
    name: 'a list that nobody may see',
    reference: IMAGE,
    world: openRegistry(({ url }) => (url.pathname.endsWith('/tags/list') ? httpFact(401) : UNKNOWN)),
    title: 'reg.example:5000/team/app has no tag 1',
    evidence: ["its tags can't be told: the list of tags brought status 401"],
  },
  {
    name: 'a tag that the list has all the same',
    reference: IMAGE,
    world: withTags('1'),
    title: 'reg.example:5000/team/app has no tag 1',
    evidence: ['the list of tags (1 tag) has 1 all the same: what it stands for is missing'],
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
