import type { StorageContext, StorageFinding } from '../../findings/storage/rule.js';
import type { StorageCause } from '../../findings/storage/stop.js';
import type { PodLines } from '../../kubernetes/storage-lines.js';
import { driverFixes } from './drivers.js';
import { hereFix, podFix, type StorageFix } from './fix.js';
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

/** The uid that the image has a name for, and its name-less neighbours have not. */
const NAMED_USER: PodLines = {
  yaml: 'securityContext: {runAsUser: 1000, runAsGroup: 1000}\n',
  flags: '--user 1000:1000',
  level: 'restricted',
  gives: 'Gives nothing away. 1000 is a user of regdoctor’s image; another image has its own.',
};

function passwdLine({ facts: { rights, inPod } }: StorageContext): StorageFix[] {
  const line = `user${rights.uid}:x:${rights.uid}:${rights.gid}:user:/tmp:/bin/sh`;
  return [
    ...(inPod ? [podFix('a user that the image has a name for', NAMED_USER)] : []),
    hereFix('give this user a name, as root', [`echo ${line} >> /etc/passwd`], {
      kind: 'hypothetical',
      says: 'not tried: it would change a file',
    }),
  ];
}
