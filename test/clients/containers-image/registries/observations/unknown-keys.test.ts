import { describe, expect, test } from 'vitest';
import type { Observation } from '../../../../../src/clients/client.js';
import { loadRegistries } from '../../../../../src/clients/containers-image/registries/load.js';
import { machine } from '../machine.js';

const MAIN = '/etc/containers/registries.conf';

function observe(text: string): readonly Observation[] {
  return loadRegistries(machine({ [MAIN]: text }), { generation: 'classic', explicitPath: null }).observations;
}

describe('keys that nobody reads', () => {
  test.each([
    ['insecure_registry = true', 'insecure = true'],
    ['tls-verify = false', 'insecure = true'],
    ['tls_verify = false', 'insecure = true'],
    ['skip_verify = true', 'insecure = true'],
    ['insecure_skip_verify = true', 'insecure = true'],
    ['insecure-skip-tls-verify = "true"', 'insecure = true'],
    ['plain-http = true', 'insecure = true'],
    ['  http = true # plain', '  insecure = true'],
  ])('%s is cured by %s', (written, cured) => {
    const text = `# mine\n[[registry]]\nlocation = "r.test"\n${written}\n`;
    expect(observe(text)).toMatchObject([
      {
        code: 'config-unknown-key',
        meant: 'insecure',
        source: { name: MAIN, line: 4 },
        cure: [{ path: MAIN, content: `# mine\n[[registry]]\nlocation = "r.test"\n${cured}\n` }],
      },
    ]);
  });

  test.each([
    ['tls-verify = true', 'insecure'],
    ['mirrors = ["m.test"]', 'mirror'],
    ['endpoint = "https://m.test"', 'mirror'],
    ['ca_file = "/ca.crt"', 'trust'],
    ['password = "geheim"', 'credentials'],
    ['block = true', 'block'],
    ['color = "blue"', 'other'],
  ])('%s is meant for %s and has no safe cure', (written, meant) => {
    const observations = observe(`[[registry]]\nlocation = "r.test"\n${written}\n`);
    expect(observations).toMatchObject([{ code: 'config-unknown-key', meant, cure: [] }]);
    expect(JSON.stringify(observations)).not.toContain('geheim');
  });

  test('an underscore for a dash is put right', () => {
    const [observation] = observe('[[registry]]\nlocation = "r.test"\nmirror_by_digest_only = true\n');
    expect(observation?.cure[0]?.content).toContain('\nmirror-by-digest-only = true\n');
  });

  test('a top-level key after the first table belongs to the table; the cure moves it up', () => {
    const [observation] = observe('[[registry]]\nlocation = "r.test"\n\nunqualified-search-registries = ["q.test"]\n');
    expect(observation?.text).toContain('stands inside a [[registry]] table');
    expect(observation?.cure[0]?.content).toBe(
      'unqualified-search-registries = ["q.test"]\n[[registry]]\nlocation = "r.test"\n\n',
    );
  });

  test("docker's list at top level becomes tables", () => {
    const [observation] = observe('insecure-registries = ["http://r.test:5000", "q.test"]\n');
    expect(observation?.meant).toBe('insecure');
    expect(observation?.cure[0]?.content).toBe(
      '[[registry]]\nlocation = "r.test:5000"\ninsecure = true\n\n[[registry]]\nlocation = "q.test"\ninsecure = true\n',
    );
  });

  test('the cure loads and does what was meant', () => {
    const [observation] = observe('[[registry]]\nlocation = "r.test"\nskip_verify = true\n');
    const host = machine({ [MAIN]: observation?.cure[0]?.content ?? '' });
    const result = loadRegistries(host, { generation: 'classic', explicitPath: null });
    expect(result.ok && result.config.registries[0]?.insecure).toBe(true);
    expect(result.observations).toEqual([]);
  });
});

describe('files in the form of another program', () => {
  test.each([
    [
      "docker's daemon.json",
      '{"insecure-registries": ["r.test:5000"], "registry-mirrors": ["http://m.test/"]}',
      'insecure',
      '[[registry]]\nlocation = "r.test:5000"\ninsecure = true\n\n[[registry]]\nlocation = "docker.io"\n\n[[registry.mirror]]\nlocation = "m.test"\ninsecure = true\n',
    ],
    [
      "containerd's hosts.toml",
      'server = "https://r.test"\n[host."https://r.test:5000"]\nskip_verify = true\n',
      'insecure',
      '[[registry]]\nlocation = "r.test:5000"\ninsecure = true\n',
    ],
    [
      "containerd's hosts.toml",
      'server = "https://r.test"\n[host."https://m.test"]\ncapabilities = ["pull"]\n',
      'mirror',
      null,
    ],
    ["containerd's hosts.toml", 'server = "https://r.test"\n[host."https://r.test"]\nca = "/ca.crt"\n', 'trust', null],
    ["containerd's config.toml", 'version = 2\n[plugins."io.containerd.grpc.v1.cri".registry]\n', 'mirror', null],
    [
      'buildkitd.toml',
      '[registry."r.test:5000"]\nhttp = true\n',
      'insecure',
      '[[registry]]\nlocation = "r.test:5000"\ninsecure = true\n',
    ],
    ["k3s' registries.yaml", 'mirrors:\n  docker.io:\n    endpoint: ["https://m.test"]\n', 'mirror', null],
  ])('%s', (owner, text, meant, cure) => {
    const found = observe(text).find((each) => each.code === 'config-wrong-dialect');
    expect(found?.text).toContain(owner);
    expect(found?.meant).toBe(meant);
    expect(found?.cure[0]?.content ?? null).toBe(cure);
  });
});
