import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { printable } from '../../src/trust/distinguished-name.js';
import { CORPUS } from '../trust/corpus/index.js';
import { NAME, NOW_MS } from '../trust/corpus/make.js';
import { buildJudge, goVerdicts, verdictText } from '../trust/go-program.js';

/** Go version that Debian 12's skopeo is built with. */
const GO = '1.19.8';
/** Loopback only, every name of the corpus in a hosts file of its own; $0 is that file, $1 the judge. */
const NAMESPACE = `ip link set lo up
for address in 10.0.0.7/32 10.0.1.7/32; do ip address add $address dev lo; done
ip address add fd00::7/128 dev lo nodad
mount --bind "$0" /etc/hosts
exec "$1" skopeo`;
/** Names that no image reference of this skopeo can have (IPv6 literals among them), and 010.0.0.7, which no resolver takes for a name. */
const UNASKED = 21;

const unasked = (text: string) => /^Error parsing image name|: no such host\n?$/.test(text);

/** Without the time of day; refusals of the handshake's own signature come after the verdict, and mean that it was good. */
function comparable(text: string): string {
  if (/^tls: invalid signature by the server certificate|StatusCode: 404/.test(text)) return '';
  return printable(text.trimEnd()).replace(/current time \S+ is/, 'current time NOW is');
}

test('real skopeo, built with Go 1.19, says the same over the x509 corpus', { timeout: 300_000 }, () => {
  const judge = buildJudge();
  const directory = mkdtempSync(join(tmpdir(), 'corpus-'));
  try {
    const hosts = join(directory, 'hosts');
    const names = new Set(CORPUS.map(({ name }) => name ?? NAME).filter((name) => /^[a-z0-9.-]*[a-z]$/i.test(name)));
    writeFileSync(hosts, `127.0.0.1 localhost\n127.0.0.1 ${[...names].join(' ')}\n`);
    const { texts } = goVerdicts(
      ['unshare', '--net', '--mount', 'sh', '-c', NAMESPACE, hosts, judge.program],
      CORPUS,
      NOW_MS,
    );
    const asked = CORPUS.map((chain, index) => ({ chain, real: texts[index] ?? '' })).filter(
      ({ real }) => !unasked(real),
    );
    expect(CORPUS.length - asked.length).toBeLessThanOrEqual(UNASKED);
    expect(asked.map(({ chain }) => `${chain.title}: ${comparable(verdictText(chain, NOW_MS, GO))}`)).toEqual(
      asked.map(({ chain, real }) => `${chain.title}: ${comparable(real)}`),
    );
  } finally {
    rmSync(judge.directory, { recursive: true, force: true });
    rmSync(directory, { recursive: true, force: true });
  }
});
