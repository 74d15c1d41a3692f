import type { HttpFact } from '../../../src/facts/facts.js';
import type { Row, SilentRow } from '../support/check-rows.js';
import { httpFact, indexFact, manifestFact } from '../support/facts.js';
import { IMAGE, openRegistry } from './registry.js';

const index = (...platforms: string[]) =>
  openRegistry(({ url }) => (url.pathname.endsWith('/1') ? indexFact(...platforms) : undefined));

/** A single image whose configuration says where it runs. */
const single = (platform: NonNullable<HttpFact['platform']>) =>
  openRegistry(({ url }) => {
    if (url.pathname.includes('/manifests/')) return { ...manifestFact(), configDigest: `sha256:${'c'.repeat(64)}` };
    return url.pathname.includes('/blobs/') ? httpFact(200, { platform }) : undefined;
  });

export const rows: readonly Row[] = [
  {
    name: 'a single image that pulls and can not run here',
    reference: IMAGE,
    severity: 'warning',
    world: single({ os: 'linux', architecture: 's390x', variant: null }),
    title: "the image pulls, but is built for linux/s390x and can't run on linux/amd64",
    evidence: ['its configuration says linux/s390x'],
    nextStep: 'build it for linux/amd64 and push an index of both',
  },
  {
    name: 'built for others only',
    reference: IMAGE,
    world: index('linux/arm64/v8', 'linux/s390x', 'unknown/unknown'),
    title: 'reg.example:5000/team/app:1 has no image for linux/amd64; it has linux/arm64/v8, linux/s390x',
    nextStep: 'build and push it for linux/amd64 too, or ask for one that is there with --platform linux/arm64/v8',
    fixes: [{ kind: 'request', proof: 'hypothetical', after: 'ok' }],
  },
  {
    name: 'asked for by flag',
    reference: IMAGE,
    flags: { platform: { os: 'windows', architecture: 'amd64', variant: null } },
    world: index('linux/amd64'),
    title: 'reg.example:5000/team/app:1 has no image for windows/amd64; it has linux/amd64',
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'among others', reference: IMAGE, world: index('linux/arm64', 'linux/amd64'), instead: null },
  {
    name: 'a single image for this platform',
    reference: IMAGE,
    world: single({ os: 'linux', architecture: 'amd64', variant: null }),
    instead: null,
  },
  { name: 'no index at all', reference: IMAGE, instead: null },
];
