import type { Row, SilentRow } from '../support/check-rows.js';

const CONF = '/etc/containers/registries.conf';

export const rows: readonly Row[] = [
  {
    name: 'nowhere to look',
    reference: 'team/app:1',
    files: { [CONF]: '' },
    title: 'team/app:1 names no registry, and nothing on this machine says where to look',
    nextStep: 'write the registry into the name, as in REGISTRY/team/app:1',
    // Docker Hub isn't asked because of a name that was never meant for it.
    fixes: [{ kind: 'request', proof: 'hypothetical', after: 'unknown' }],
  },
  {
    name: 'several registries and nobody to ask',
    reference: 'app',
    files: { [CONF]: 'short-name-mode = "enforcing"\nunqualified-search-registries = ["a.example", "b.example"]\n' },
    title: 'app names no registry, and nobody is there to be asked which of several is meant',
    location: { path: CONF, line: 1 },
  },
];

export const silent: readonly SilentRow[] = [
  {
    name: 'one registry to look in',
    reference: 'app',
    files: { [CONF]: 'unqualified-search-registries = ["a.example"]\n' },
    instead: null,
  },
  { name: 'a full name', reference: 'reg.example/app', instead: null },
];
