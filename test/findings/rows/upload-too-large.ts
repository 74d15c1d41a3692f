import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, httpFact, pageFact } from '../support/facts.js';
import { pushRegistry, sessionAt } from './pushes.js';
import { AUTH_FILE, authFile, IMAGE } from './registry.js';

const MIB = 1024 * 1024;
const KNOWS = `${AUTH_FILE}#/auths/reg.example:5000`;
const push = {
  reference: IMAGE,
  operation: 'push',
  files: { [AUTH_FILE]: authFile('reg.example:5000') },
} as const;

/** A registry behind a proxy that takes bodies up to a limit. */
const limited = (most: number) =>
  pushRegistry({
    wants: 'pushes',
    knows: KNOWS,
    asked: ({ method, bodyBytes }) => {
      if (method !== 'PATCH') return undefined;
      return bodyBytes > most
        ? pageFact(413, '413 Request Entity Too Large')
        : sessionAt('/v2/team/app/blobs/uploads/u1');
    },
  });

export const rows: readonly Row[] = [
  {
    name: 'nginx with its default',
    ...push,
    flags: { pushBytes: 64 * MIB },
    world: limited(MIB),
    title: 'https://reg.example:5000 refuses an upload of 1.2 MiB for its size (413)',
    evidence: ['answers 413', 'the largest part that passed had '],
    nextStep: 'client_max_body_size 0',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'unknown' }],
  },
  {
    name: 'a proxy that takes next to nothing',
    ...push,
    flags: { pushBytes: 2 * 1024 },
    world: limited(1024),
    title: 'https://reg.example:5000 refuses an upload of 2 KiB for its size (413)',
    evidence: ['no part was small enough to pass'],
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'nobody asked to try a size', ...push, world: limited(MIB), instead: null },
  { name: 'a part that passes', ...push, flags: { pushBytes: MIB }, world: limited(MIB), instead: null },
  {
    name: 'another refusal of a part',
    ...push,
    flags: { pushBytes: MIB },
    world: pushRegistry({
      wants: 'pushes',
      knows: KNOWS,
      asked: ({ method }) => (method === 'PATCH' ? httpFact(503) : undefined),
    }),
    instead: 'registry-5xx',
  },
  {
    name: 'a manifest that is too large',
    reference: IMAGE,
    world: { http: ({ url }) => (url.pathname === '/v2/' ? undefined : errorFact(413, 'SIZE_INVALID')) },
    instead: 'registry-5xx',
  },
];
