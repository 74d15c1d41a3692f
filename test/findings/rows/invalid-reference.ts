import type { Row, SilentRow } from '../support/check-rows.js';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const BOTH = `reg.example/team/app:1@${DIGEST}`;

export const rows: readonly Row[] = [
  {
    name: 'tag and digest for skopeo',
    reference: BOTH,
    clients: [['skopeo', '1.9.3']],
    title: `skopeo takes no name with a tag and a digest: ${BOTH}`,
    nextStep: 'leave the tag out',
    fixes: [
      {
        kind: 'request',
        proof: 'replayed',
        after: 'ok',
        summary: `ask for the digest alone: reg.example/team/app@${DIGEST}`,
      },
      { kind: 'request', proof: 'hypothetical', after: 'ok' },
    ],
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'tag and digest for buildah', reference: BOTH, instead: null },
  {
    name: 'the digest alone',
    reference: `reg.example/team/app@${DIGEST}`,
    clients: [['skopeo', '1.9.3']],
    instead: null,
  },
];
