import type { Row, SilentRow } from '../support/check-rows.js';
import { IMAGE } from './registry.js';

const CONF = '/etc/containers/registries.conf';
const BLOCKED = '[[registry]]\nlocation = "reg.example:5000"\nblocked = true\n';

export const rows: readonly Row[] = [
  {
    name: 'by file',
    reference: IMAGE,
    files: { [CONF]: BLOCKED },
    title: `reg.example:5000 is blocked on this machine by ${CONF}:3`,
    location: { path: CONF, line: 3 },
    nextStep: `whoever keeps ${CONF}:3 must decide`,
    // Nothing is asked of a registry that is forbidden, not even to see what would follow.
    fixes: [{ kind: 'host', proof: 'hypothetical', after: 'unknown' }],
  },
  {
    name: 'by variable',
    reference: IMAGE,
    host: { environment: { BUILD_REGISTRY_SOURCES: '{"blockedRegistries":["reg.example:5000"]}' } },
    title: 'reg.example:5000 is blocked on this machine by BUILD_REGISTRY_SOURCES',
    fixes: [{ kind: 'host', proof: 'hypothetical', after: 'unknown' }],
  },
];

export const silent: readonly SilentRow[] = [
  {
    name: 'another registry is blocked',
    reference: IMAGE,
    files: { [CONF]: BLOCKED.replace('reg.', 'other.') },
    instead: null,
  },
  {
    name: 'a client that does not read the variable',
    reference: IMAGE,
    clients: [['skopeo', '1.9.3']],
    host: { environment: { BUILD_REGISTRY_SOURCES: '{"blockedRegistries":["reg.example:5000"]}' } },
    instead: null,
  },
];
