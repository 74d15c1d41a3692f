import type { StorageContext, StorageFinding } from '../../findings/storage/rule.js';
import type { StorageCause } from '../../findings/storage/stop.js';
import { driverFixes } from './drivers.js';
import { hereFix, type StorageFix } from './fix.js';
import { containerFixes, mapFixes, namespaceFixes } from './namespaces.js';
import { placeFixes, roomFixes } from './places.js';

type Fixes = (context: StorageContext) => readonly StorageFix[];

/** What cures which cause. */
const FIXES: Readonly<Record<StorageCause, Fixes>> = {
  settings: () => [],
  'no-user': passwdLine,
  'namespace-refused': namespaceFixes,
  'map-refused': mapFixes,
  'no-newuidmap': mapFixes,
  'newuidmap-refused': mapFixes,
  'no-ranges': mapFixes,
  'chown-refused': placeFixes,
  'read-only': placeFixes,
  'not-writable': placeFixes,
  'no-bytes': roomFixes,
  'no-inodes': roomFixes,
  'overlay-refused': driverFixes,
  'mount-options': driverFixes,
  'program-missing': driverFixes,
  'device-missing': driverFixes,
  'device-refused': driverFixes,
  'program-refused': driverFixes,
  capabilities: containerFixes,
  'pivot-refused': containerFixes,
  'proc-refused': containerFixes,
};

/** Fixes of one finding: those whose end was tried here before those that nobody could try. Pure. */
export function prescribeStorage({ cause, context, severity }: StorageFinding): StorageFix[] {
  // Room for small images only: whether that is too little, the image decides.
  if (severity === 'warning' && cause === 'no-bytes') return [];
  const fixes = FIXES[cause](context);
  const tried = fixes.filter(({ proof }) => proof.kind === 'tried');
  return [...tried, ...fixes.filter(({ proof }) => proof.kind === 'hypothetical')];
}

function passwdLine({ facts: { rights } }: StorageContext): StorageFix[] {
  const line = `user:x:${rights.uid}:${rights.gid}:user:/tmp:/bin/sh`;
  return [
    hereFix('give this user a name', [`echo ${line} >> /etc/passwd`], {
      kind: 'hypothetical',
      says: 'not tried: it would change a file',
    }),
  ];
}
