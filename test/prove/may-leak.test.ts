import { describe, expect, test } from 'vitest';
import { mayLeak } from '../../src/prove/may-leak.js';
import { httpFact, tcpFact } from '../findings/support/facts.js';
import { examine, type Situation } from '../findings/support/world.js';

const NAME = 'registry.test:5000';
const LOGIN = JSON.stringify({ auths: { [NAME]: { auth: Buffer.from('alice:secret').toString('base64') } } });
const BUSY: Situation['world'] = { http: () => httpFact(503) };
/** A port at which nothing listens. */
const SILENT: Situation['world'] = { tcp: { '10.0.0.1:5000': tcpFact({ outcome: 'refused' }) } };
/** Allows plain HTTP. */
const INSECURE = `[[registry]]\nlocation = "${NAME}"\ninsecure = true\n`;

function leaks(more: Partial<Situation> & { login?: boolean }): boolean {
  const { login = true, files = {}, ...situation } = more;
  const { cases } = examine({
    reference: `${NAME}/team/app:1.0`,
    clients: [['skopeo', '1.9.3']],
    ...situation,
    files: { ...files, ...(login ? { '/root/.docker/config.json': LOGIN } : {}) },
  });
  const [first] = cases;
  if (first === undefined) throw new Error('one client was judged');
  return mayLeak(first);
}

describe('a login and plain HTTP', () => {
  const insecure = { '/etc/containers/registries.conf': INSECURE };

  test('the registry broke off before it asked for the login: not shown to be safe', () => {
    expect(leaks({ files: insecure, world: BUSY })).toBe(true);
    expect(leaks({ files: insecure, world: SILENT })).toBe(true);
  });

  test.each([
    ['no login', { login: false, files: insecure, world: BUSY }],
    ['HTTPS alone', { flags: { tlsVerify: true }, world: BUSY }],
    ['the walk got through', { files: insecure }],
    ['nobody uses a login', { files: insecure, world: BUSY, flags: { anonymous: true } }],
  ])('%s: safe', (_, situation) => {
    expect(leaks(situation)).toBe(false);
  });
});
