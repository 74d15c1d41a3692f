import type { HttpFact } from '../../../src/facts/facts.js';
import type { Row, SilentRow } from '../support/check-rows.js';
import { errorFact, httpFact } from '../support/facts.js';
import { pushRegistry } from './pushes.js';
import { IMAGE } from './registry.js';

const push = { reference: IMAGE, operation: 'push' } as const;
const posting = (answer: HttpFact) => pushRegistry({ asked: ({ method }) => (method === 'POST' ? answer : undefined) });

/** What distribution's filesystem driver tells of an error of the operating system. */
const driver = (number: number) =>
  errorFact(500, 'UNKNOWN', 'unknown error', {
    bodyStart: `{"errors":[{"code":"UNKNOWN","message":"unknown error","detail":{"DriverName":"filesystem","Enclosed":{"Op":"write","Path":"/var/lib/registry/x","Err":${number}}}}]}`,
  });
const DISTRIBUTION = { 'docker-distribution-api-version': 'registry/2.0' };
const to = (status: number, what: string) =>
  `https://reg.example:5000 ${what}: it answers ${status} to POST /v2/team/app/blobs/uploads/`;

export const rows: readonly Row[] = [
  {
    name: 'a full disk',
    ...push,
    world: posting(driver(28)),
    title: to(500, 'has no space left to write'),
    evidence: ['its storage says: error 28 of Linux'],
    nextStep: 'free or add space',
    fixes: [{ kind: 'server', proof: 'hypothetical', after: 'unknown' }],
  },
  { name: 'a read-only disk', ...push, world: posting(driver(30)), title: to(500, 'has only a read-only storage') },
  {
    name: 'a directory of somebody else',
    ...push,
    world: posting(driver(13)),
    title: to(500, 'has no right to write to its storage'),
  },
  { name: 'a disk quota', ...push, world: posting(driver(122)), title: to(500, 'has reached a quota of its storage') },
  {
    name: 'a quota of a project',
    ...push,
    world: posting(
      errorFact(
        403,
        'DENIED',
        'adding 3 MiB of storage resource, which when updated to current usage of 1 GiB will exceed the configured upper limit: storage quota',
      ),
    ),
    title: to(403, 'has reached a quota of its storage'),
  },
  {
    name: 'insufficient storage, without a word',
    ...push,
    world: posting(httpFact(507)),
    title: to(507, 'has no space left to write'),
  },
  {
    name: 'read-only mode of distribution',
    ...push,
    world: posting(httpFact(405, { headers: DISTRIBUTION, bodyStart: 'Method not allowed' })),
    title: to(405, 'is in read-only mode'),
    nextStep: 'maintenance: readonly: enabled: false',
  },
  {
    name: 'a pull-through cache, or read-only mode',
    ...push,
    world: posting(errorFact(405, 'UNSUPPORTED', 'The operation is unsupported.', { headers: DISTRIBUTION })),
    title: to(405, 'takes no pushes, as a pull-through cache or in read-only mode'),
    nextStep: 'push to the registry behind the cache',
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'a server that is no registry', ...push, world: posting(httpFact(405)), instead: 'registry-5xx' },
  { name: 'a failure that says nothing', ...push, world: posting(errorFact(500, 'UNKNOWN')), instead: 'registry-5xx' },
  {
    name: 'a pull from a registry with a full disk',
    reference: IMAGE,
    world: { http: ({ url }) => (url.pathname === '/v2/' ? undefined : driver(28)) },
    instead: 'registry-5xx',
  },
];
