import { secretReader, vaultWith } from '../../../src/check/secrets.js';
import { clientNamed } from '../../../src/clients/catalogue.js';
import { FactBook } from '../../../src/facts/book.js';
import type { HelperFact } from '../../../src/facts/facts.js';
import { keyId } from '../../../src/facts/keys.js';
import { assembleHostOver } from '../../../src/host/assemble.js';
import { memoryFiles } from '../../../src/host/memory-files.js';
import type { CredentialRef } from '../../../src/plan/nodes.js';
import { nodesOf } from '../../../src/plan/visit.js';
import { resolveCredential } from '../../../src/replay/nodes/credential.js';
import { Walker } from '../../../src/replay/walker.js';
import { type AuthCase, HELPERS } from './generate.js';

/** Where the helpers of the cases are. */
export const BIN = '/root/bin';
/** What is sent where a Basic challenge meets nobody's login: an empty one. */
const NOBODY = ':';
export const STOPPED = 'stops before the network';

/** `user:password` that the plan of skopeo says is sent for a case, or STOPPED. */
export function predicted(one: AuthCase, version: string): string {
  const client = clientNamed('skopeo');
  if (client === undefined) throw new Error('no skopeo');
  const programs = Object.entries(HELPERS).filter(([, gives]) => gives !== 'absent');
  const files = {
    ...one.files,
    ...Object.fromEntries(programs.map(([name]) => [`${BIN}/docker-credential-${name}`, ''])),
  };
  const host = assembleHostOver(memoryFiles(files, { directories: [...one.directories] }), {
    root: '/',
    environment: { PATH: `${BIN}:/usr/bin:/bin`, HOME: one.home, ...one.environment },
    uid: 0,
    nowMs: 0,
    architecture: 'x64',
  });
  const flags = {
    tlsVerify: false,
    credentials: false,
    authFile: null,
    certDirectory: null,
    platform: null,
    dockerConfigJson: null,
  };
  const reference = `${one.name}:case-${one.index}`;
  const plan = client.plan({ host, version: { text: version, from: 'program' }, operation: 'pull', reference, flags });
  const nodes = [...nodesOf(plan.root)];
  if (!nodes.some(({ kind }) => kind === 'request')) return STOPPED;
  const rule = nodes.flatMap((node) => (node.kind === 'follow' && node.what === 'challenge' ? [node.rule] : []))[0];
  const secrets = secretReader(host, vaultWith(null));
  const facts = new FactBook();
  const server = one.name.split('/')[0] ?? '';
  for (const [name, gives] of programs) {
    const key = { kind: 'helper', program: `docker-credential-${name}`, server } as const;
    facts.set(key, factOf(gives));
    const secret = secretOf(gives);
    if (secret !== null) secrets.keepSecret?.(keyId(key), secret);
  }
  const environment = { facts, judge: () => ({ ok: true }) as const, allowInsecureAuth: true, missing: null };
  const resolved = resolveCredential(new Walker(environment), rule?.credential ?? null);
  if (resolved.kind !== 'known') return STOPPED;
  return sent(resolved.credential, secrets);
}

function sent(credential: CredentialRef | null, secrets: ReturnType<typeof secretReader>): string {
  if (credential === null) return NOBODY;
  const secret = secrets.secret(credential.id);
  return secret === null ? `no secret under ${credential.id}` : `${secret.username}:${secret.password}`;
}

type Gives = (typeof HELPERS)[keyof typeof HELPERS];

function factOf(gives: Gives): HelperFact {
  const fact = { kind: 'helper', ms: 1, detail: null, credential: null } as const;
  if (gives === null) return { ...fact, outcome: 'not-found' };
  if (gives === 'error' || gives === 'absent') return { ...fact, outcome: 'failed' };
  return { ...fact, outcome: 'credentials', credential: gives.startsWith('<token>') ? 'identity-token' : 'basic' };
}

function secretOf(gives: Gives) {
  if (gives === null || gives === 'error' || gives === 'absent') return null;
  const [username = '', password = ''] = gives.split(':');
  return username === '<token>' ? { username: '', password: '', token: password } : { username, password, token: null };
}
