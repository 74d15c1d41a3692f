import { issueCertificate } from '../../../src/lab/certificate.js';
import type { Row, SilentRow } from '../support/check-rows.js';
import { AUTH_FILE, IMAGE } from './registry.js';

const CONF = '/etc/containers/registries.conf';
const DROP_IN = '/etc/containers/registries.conf.d/10-team.conf';
const CERTS = '/etc/containers/certs.d/reg.example:5000';
const CA = issueCertificate({ subject: 'CA', issuer: null, ca: true, notBeforeMs: 0, notAfterMs: 4e12 }).pem;

export const rows: readonly Row[] = [
  {
    name: 'a quoted boolean',
    reference: IMAGE,
    files: { [CONF]: '[[registry]]\nlocation = "reg.example:5000"\ninsecure = "true"\n' },
    title: expect3(
      CONF,
      'toml: line 3 (last key "registry.insecure"): incompatible types: TOML value has type string; destination has type boolean',
    ),
    location: { path: CONF, line: 3 },
    fixes: [
      {
        kind: 'host',
        proof: 'replayed',
        after: 'ok',
        summary: `correct line 3 of ${CONF}`,
        files: [
          { path: CONF, action: 'write', content: '[[registry]]\nlocation = "reg.example:5000"\ninsecure = true\n' },
        ],
      },
    ],
  },
  {
    name: 'a scheme in location: the error names the table, the fix the line in it',
    reference: IMAGE,
    files: { [CONF]: '[[registry]]\ninsecure = true\nlocation = "http://reg.example:5000"\n' },
    title: `buildah stops before any network because of ${CONF}:1: invalid location 'http://reg.example:5000': URI schemes are not supported`,
    fixes: [
      {
        kind: 'host',
        proof: 'replayed',
        after: 'ok',
        summary: `correct line 3 of ${CONF}`,
        files: [
          { path: CONF, action: 'write', content: '[[registry]]\ninsecure = true\nlocation = "reg.example:5000"\n' },
        ],
      },
    ],
  },
  {
    name: 'one table in place of a list of tables',
    reference: IMAGE,
    files: { [CONF]: '[registry]\nlocation = "reg.example:5000"\n' },
    title: `buildah stops before any network because of ${CONF}:1: toml: line 1 (last key "registry"): incompatible types: TOML value has type map[string]interface {}; destination has type slice`,
    fixes: [
      {
        kind: 'host',
        proof: 'replayed',
        after: 'ok',
        summary: `correct line 1 of ${CONF}`,
        files: [{ path: CONF, action: 'write', content: '[[registry]]\nlocation = "reg.example:5000"\n' }],
      },
    ],
  },
  {
    name: 'a broken drop-in',
    reference: IMAGE,
    files: { [DROP_IN]: 'what is this\n' },
    title: `buildah stops before any network because of ${DROP_IN}:1: toml: line 1: Expected equal (=) token`,
    fixes: [
      { kind: 'host', proof: 'replayed', after: 'ok', summary: `correct line 1 of ${DROP_IN}` },
      {
        kind: 'host',
        proof: 'replayed',
        after: 'ok',
        commands: [`test ! -e ${DROP_IN} || mv ${DROP_IN} ${DROP_IN}.broken`],
      },
    ],
  },
  {
    name: 'an empty login file',
    reference: IMAGE,
    files: { [AUTH_FILE]: '' },
    title: `buildah stops before any network because of ${AUTH_FILE}:1: unexpected end of JSON input`,
    fixes: [
      {
        kind: 'host',
        proof: 'replayed',
        after: 'ok',
        commands: [`test ! -e ${AUTH_FILE} || mv ${AUTH_FILE} ${AUTH_FILE}.broken`],
      },
    ],
  },
  {
    name: 'a CA under the name of a client certificate',
    reference: IMAGE,
    files: { [`${CERTS}/ca.cert`]: CA },
    title: `buildah stops before any network because of ${CERTS}/ca.cert: missing key ca.key for client certificate ca.cert. Note that CA certificates should use the extension .crt`,
    fixes: [
      {
        kind: 'host',
        proof: 'replayed',
        after: 'ok',
        files: [
          { path: `${CERTS}/ca.crt`, action: 'write', content: CA },
          { path: `${CERTS}/ca.cert`, action: 'remove' },
        ],
      },
      { kind: 'host', proof: 'replayed', after: 'ok' },
    ],
  },
  {
    name: 'a lone key',
    reference: IMAGE,
    files: { [`${CERTS}/client.key`]: 'key' },
    title: `buildah stops before any network because of ${CERTS}/client.key: missing client certificate client.cert for key client.key`,
  },
];

function expect3(path: string, reason: string): string {
  return `buildah stops before any network because of ${path}:3: ${reason}`;
}

export const silent: readonly SilentRow[] = [
  {
    name: 'a good file',
    reference: IMAGE,
    files: { [CONF]: '[[registry]]\nlocation = "reg.example:5000"\n' },
    instead: null,
  },
  {
    name: 'a broken file that nobody reads',
    reference: IMAGE,
    files: { '/etc/containers/registries.conf.bak': 'what' },
    instead: null,
  },
  {
    name: "another program's form",
    reference: IMAGE,
    files: { [CONF]: '{"insecure-registries": ["reg.example:5000"]}' },
    instead: 'config-wrong-dialect',
  },
];
