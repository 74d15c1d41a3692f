import { describe, expect, test } from 'vitest';
import { CLIENTS } from '../../src/clients/catalogue.js';
import { NOTHING_CONFIGURED } from '../../src/clients/nothing-configured.js';
import { tcpFact, tlsFact } from '../findings/support/facts.js';
import { ADDRESS, type Check, check, plainHttp, proven } from '../findings/support/network.js';
import { leaf, NAME, otherRoot } from '../trust/authorities.js';

/** Every client has a fix that replay proves, in files or flags of its own, for what its configuration can cure. */

const reference = `${NAME}:5000/app:1`;
const tcp = { [`${ADDRESS}:5000`]: tcpFact() };
const PLAIN: Check = { reference, tcp, tls: () => plainHttp() };
const UNKNOWN_CA: Check = { reference, tcp, tls: () => tlsFact([leaf(otherRoot), otherRoot]) };

/** What must be there already for a client to have files at all. */
const FILES: Readonly<Record<string, Check['files']>> = {
  microk8s: {
    '/var/snap/microk8s/current/args/containerd-template.toml':
      // biome-ignore lint/suspicious/noTemplateCurlyInString: the snap's own placeholder
      'version = 3\n[plugins."io.containerd.cri.v1.images".registry]\n  config_path = "${SNAP_DATA}/args/certs.d"\n',
  },
};
const CONFIGURABLE = CLIENTS.filter(({ remedies }) => remedies !== NOTHING_CONFIGURED.remedies);

describe.each(CONFIGURABLE.map(({ name, assumedVersion }) => [name, assumedVersion] as const))(
  '%s %s',
  (client, version) => {
    test.each([
      ['https-on-http-port', PLAIN],
      ['tls-unknown-ca', UNKNOWN_CA],
    ] as const)('%s', (code, situation) => {
      const { primary } = check({ ...situation, files: FILES[client] ?? {}, client, version });
      expect(primary?.code).toBe(code);
      const [fix] = proven(primary);
      expect(fix?.client).toBe(client);
      expect(['ok', 'slow']).toContain(fix?.proof.after.outcome);
      expect(JSON.stringify([fix?.files, fix?.commands, fix?.prose])).toMatch(
        /registry\.example\.com|insecure|tls-verify|plain-http|ca-file|BEGIN CERTIFICATE/,
      );
    });
  },
);
