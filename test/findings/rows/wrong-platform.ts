import type { Row, SilentRow } from '../support/check-rows.js';
import { indexFact } from '../support/facts.js';
import { IMAGE, openRegistry } from './registry.js';

const index = (...platforms: string[]) =>
  openRegistry(({ url }) => (url.pathname.endsWith('/1') ? indexFact(...platforms) : undefined));

export const rows: readonly Row[] = [
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
  { name: 'no index at all', reference: IMAGE, instead: null },
];
