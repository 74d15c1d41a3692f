import type { Row, SilentRow } from '../support/check-rows.js';
import { PLAIN } from './dead-settings.js';
import { IMAGE } from './registry.js';

const CONF = '/etc/containers/registries.conf';
const TYPO = '[[registry]]\nlocation = "reg.example:5000"\ninsecure-skip-verify = true\n';

export const rows: readonly Row[] = [
  {
    ...PLAIN,
    name: "another program's key in the right table",
    files: { [CONF]: TYPO },
    title: 'insecure-skip-verify is not a key of a [[registry]] table and has no effect; the key is insecure',
    location: { path: CONF, line: 3 },
    fixes: [{ kind: 'host', proof: 'replayed', after: 'ok', files: [{ path: CONF, action: 'write' }] }],
  },
];

export const silent: readonly SilentRow[] = [
  { name: 'a typing error that nothing depends on', reference: IMAGE, files: { [CONF]: TYPO }, instead: null },
];
