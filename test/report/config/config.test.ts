import { Ajv2020 } from 'ajv/dist/2020.js';
import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../src/clients/client.js';
import { buildConfigDocument, type ConfigInput } from '../../../src/report/config/build.js';
import { renderConfigText } from '../../../src/report/config/text.js';
import { configJsonSchema } from '../../../src/report/schema-json.js';
import { aLine } from '../plan/a-client-plan.js';

const PLAIN = { color: false, unicode: true, width: 100, verbose: false };
const FILE = '/etc/rancher/k3s/registries.yaml';
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(configJsonSchema() as object);

function anObservation(more: Partial<Observation> = {}): Observation {
  return {
    code: 'config-unknown-key',
    source: aLine(FILE, 3, 'insecure_skip_verfy'),
    text: 'insecure_skip_verfy is not a key and has no effect; insecure_skip_verify was probably meant.',
    meant: 'insecure',
    cure: [{ path: FILE, content: 'configs:\n  reg:5000:\n    tls:\n      insecure_skip_verify: true\n' }],
    ...more,
  };
}

function k3s(more: Partial<ConfigInput> = {}): ConfigInput {
  return {
    client: 'k3s',
    version: { text: '1.31.0', from: 'assumed' },
    places: [
      { path: FILE, found: 'read', says: 'mirrors and credentials of registries' },
      { path: '/etc/rancher/k3s/config.yaml', found: 'absent', says: 'flags of the server' },
      { path: '/etc/rancher/k3s/registries.yml', found: 'ignored', says: 'the suffix has to be .yaml' },
    ],
    deciding: [aLine(FILE, 2, 'endpoint http://reg:5000')],
    observations: [anObservation()],
    meanings: [],
    stops: [],
    ...more,
  };
}

interface Asked {
  readonly clients?: readonly ConfigInput[];
  readonly strict?: boolean;
  readonly file?: string | null;
}

function documentOf({ clients = [k3s()], strict = false, file = null }: Asked = {}) {
  const document = buildConfigDocument({
    version: '0.0.0',
    root: '/host',
    reference: 'reg:5000/app',
    file,
    clients,
    strict,
  });
  expect(validate(JSON.parse(JSON.stringify(document))), JSON.stringify(validate.errors)).toBe(true);
  return document;
}

const text = (asked: Asked = {}): string => renderConfigText(documentOf(asked), PLAIN);
const parseError = anObservation({
  code: 'config-parse-error',
  text: 'yaml: line 3: did not find expected key',
  cure: [],
});
const stopped = k3s({
  observations: [parseError],
  stops: [{ reference: 'reg:5000/app', because: 'yaml: line 3', sources: [aLine(FILE, 3, '')] }],
});

describe('a configuration for people', () => {
  test('files in the order they are read, what decides, what is dead, and how it would live', () => {
    expect(text().split('\n')).toMatchInlineSnapshot(`
      [
        "configuration under /host, for reg:5000/app",
        "",
        "k3s 1.31.0 (assumed)",
        "  ✓ read       /etc/rancher/k3s/registries.yaml  mirrors and credentials of registries",
        "  – absent     /etc/rancher/k3s/config.yaml",
        "  ~ ignored    /etc/rancher/k3s/registries.yml   the suffix has to be .yaml",
        "  decided by /etc/rancher/k3s/registries.yaml:2 endpoint http://reg:5000",
        "",
        "without effect, or worse:",
        "",
        "⧖ /etc/rancher/k3s/registries.yaml:3  config-unknown-key",
        "  insecure_skip_verfy is not a key and has no effect; insecure_skip_verify was probably meant.",
        "  for k3s",
        "  write /etc/rancher/k3s/registries.yaml:",
        "    configs:",
        "      reg:5000:",
        "        tls:",
        "          insecure_skip_verify: true",
        "",
        "not tried against the network: \`regdoctor check reg:5000/app --root /host\` replays it",
        "1 file read: 1 thing has no effect or a wrong one.",
        "",
      ]
    `);
  });

  test('clients that read the same are shown once, and so is what is dead for several', () => {
    const rke2 = k3s({ client: 'rke2', places: [], deciding: [] });
    const shown = text({ clients: [k3s(), k3s({ client: 'k3s-agent' }), rke2] });
    expect(shown).toContain('k3s 1.31.0 (assumed), k3s-agent 1.31.0 (assumed)');
    expect(shown.match(/config-unknown-key/g)).toHaveLength(1);
    expect(shown).toContain('for k3s, k3s-agent, rke2');
  });

  test('errors come before what only has no effect', () => {
    const both = { ...stopped, observations: [anObservation(), parseError] };
    expect(text({ clients: [both] })).toMatch(/✗ .*config-parse-error[\s\S]*⧖ .*config-unknown-key/);
  });

  test('what another client reads where it lies is not dead', () => {
    const wrong = anObservation({ code: 'config-ignored-wrong-path' });
    const docker = k3s({ client: 'docker', places: [], observations: [wrong] });
    expect(text({ clients: [docker] })).toContain('config-ignored-wrong-path');
    expect(text({ clients: [docker, k3s({ observations: [] })] })).not.toContain('config-ignored-wrong-path');
  });

  test('of one file on its own, other places are not reported absent', () => {
    expect(text({ file: 'registries.yaml' })).not.toContain('config.yaml');
  });

  test.each([80, 100])('keeps to %i columns', (width) => {
    for (const line of renderConfigText(documentOf({ clients: [k3s(), stopped] }), { ...PLAIN, width }).split('\n'))
      expect(line.length, line).toBeLessThanOrEqual(width);
  });
});

describe('nothing hostile or secret gets out', () => {
  const CANARY = 'canary-7x9';

  test.each<[string, Partial<Observation>]>([
    ['the content of a cure', { cure: [{ path: FILE, content: `auth:\n  password: ${CANARY}\n` }] }],
    ['the password of a URL', { text: `http://user:${CANARY}@proxy` }],
    ['a source', { source: aLine(`/etc/http://u:${CANARY}@x`, 1, CANARY) }],
  ])('a secret in %s', (_name, more) => {
    const clients = [k3s({ observations: [anObservation(more)] })];
    expect(JSON.stringify(documentOf({ clients }))).not.toContain(CANARY);
    expect(text({ clients })).not.toContain(CANARY);
  });

  test('escape sequences in names, sentences and cures', () => {
    const sequence = '\u001b]0;owned\u0007\u202e';
    const nasty = anObservation({
      text: sequence,
      source: aLine(`/etc/${sequence}`, 1, sequence),
      cure: [{ path: `/${sequence}`, content: sequence }],
    });
    const shown = text({ clients: [k3s({ observations: [nasty], deciding: [aLine('/x', 1, sequence)] })] });
    expect(shown).not.toMatch(/[^\P{C}\n]/u);
  });

  test('thousands of dead lines are counted, not listed', () => {
    const observations = Array.from({ length: 3000 }, (_, line) => anObservation({ source: aLine(FILE, line, '') }));
    const document = documentOf({ clients: [k3s({ observations })] });
    expect(document.clients[0]?.dead).toHaveLength(200);
    expect(document.clients[0]?.leftOut.dead).toBe(2800);
    expect(renderConfigText(document, PLAIN)).toContain('and 2800 more');
  });
});

describe('the exit code of a configuration', () => {
  const unreadable = k3s({
    observations: [],
    places: [{ path: FILE, found: 'unreadable', says: 'permission denied' }],
  });
  test.each<[string, Asked, number]>([
    ['nothing dead', { clients: [k3s({ observations: [] })] }, 0],
    ['something without effect', {}, 0],
    ['something without effect, with --strict', { strict: true }, 1],
    ['a client that stops', { clients: [stopped] }, 1],
    ['a file that cannot be read', { clients: [unreadable] }, 3],
    ['an error beats what is unknown', { clients: [unreadable, stopped] }, 1],
    ['no client', { clients: [] }, 3],
  ])('%s', (_name, asked, code) => {
    expect(documentOf(asked).exitCode).toBe(code);
  });
});
