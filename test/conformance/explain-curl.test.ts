import { describe, expect, inject, test } from 'vitest';
import { judgeLines, matchesOf } from '../../src/explain/explain.js';
import type { Label } from '../../src/explain/label.js';
import { RECOGNISERS } from '../../src/explain/recognisers/catalogue.js';
import { httpRegistry, httpsRegistry, NAME, withNames } from './harness/ground.js';
import { withCase } from './rig/fixture.js';
import { startRegistry } from './rig/registry.js';
import type { Rig } from './rig/rig.js';

/** What people type when a client fails; its answer is read as they paste it, with the line they typed. */
const COMMAND = ['-sS', '--max-time', '4', `https://${NAME}/v2/`];

const DAY_MS = 86_400_000;

const FAULTS: readonly [fault: Label, build: (rig: Rig) => Promise<unknown>][] = [
  ['dns-nxdomain', (rig) => withNames(rig, { [NAME]: [] })],
  ['tcp-refused', (rig) => withNames(rig)],
  [
    'tcp-timeout',
    async (rig) => {
      await withNames(rig);
      await rig.firewall.set('drop', { port: 443 });
    },
  ],
  [
    'tls-unknown-ca',
    async (rig) => {
      await withNames(rig);
      await startRegistry(rig, { port: 443, certificate: await rig.pki.leaf({ names: [NAME] }) });
    },
  ],
  ['tls-name-mismatch', (rig) => httpsRegistry(rig, {}, { names: ['other.test'] })],
  ['tls-expired', (rig) => httpsRegistry(rig, {}, { notBeforeMs: -10 * DAY_MS, notAfterMs: -DAY_MS })],
  ['https-on-http-port', (rig) => httpRegistry(rig, { port: 443 })],
];

const { missing } = inject('conformance');

describe.skipIf(missing.length > 0)('explain reads what curl says of a registry', () => {
  test.each(FAULTS)('%s', async (fault, build) => {
    await withCase(`curl ${fault}`, build, async (rig) => {
      const { code, stderr } = await rig.host.run('curl', COMMAND);
      expect(code).not.toBe(0);
      const text = `$ curl ${COMMAND.join(' ')}\n${stderr}`;
      const codes = matchesOf(judgeLines(text.split('\n'), RECOGNISERS)).map((match) => match.code);
      expect(codes[0], text).toBe(fault);
    });
  });
});
