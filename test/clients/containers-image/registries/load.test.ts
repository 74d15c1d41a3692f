import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { loadRegistries } from '../../../../src/clients/containers-image/registries/load.js';
import { configOf, machine } from './machine.js';

const CLASSIC = { generation: 'classic', explicitPath: null } as const;
const NEW = { generation: 'configfile', explicitPath: null } as const;
const MAIN = '/etc/containers/registries.conf';

function load(text: string, options: Parameters<typeof loadRegistries>[1] = CLASSIC) {
  return loadRegistries(machine({ [MAIN]: text }), options);
}

describe('what one file says', () => {
  test('a table with its mirrors, keys in any case, slashes trimmed', () => {
    const config = configOf(
      '[[registry]]\nLocation = "r.example//"\nINSECURE = true\n[[registry.mirror]]\nlocation = "m.example/"\ninsecure = true\n',
    );
    expect(config.registries).toMatchObject([
      {
        prefix: 'r.example',
        location: 'r.example',
        insecure: true,
        insecureSource: { name: MAIN, line: 3 },
        source: { line: 1 },
        mirrors: [{ location: 'm.example', insecure: true, pullFrom: 'all' }],
      },
    ]);
  });

  test('of two tables with one prefix the first counts; tables are sorted by prefix', () => {
    const config = configOf(
      '[[registry]]\nprefix = "b.test"\nlocation = "one.test"\n[[registry]]\nprefix = "b.test"\nlocation = "two.test"\n[[registry]]\nlocation = "a.test"\n',
    );
    expect(config.registries.map((entry) => entry.location)).toEqual(['a.test', 'one.test']);
  });

  test('v1 lists become tables', () => {
    const config = configOf(
      '[registries.search]\nregistries = ["a.test///", "c.test"]\n[registries.block]\nregistries = ["b.test"]\n[registries.insecure]\nregistries = ["b.test//", "d.test"]\n',
    );
    expect(config.unqualifiedSearch).toEqual(['a.test', 'c.test']);
    expect(config.registries.map(({ prefix, insecure, blocked }) => [prefix, insecure, blocked])).toEqual([
      ['b.test', true, true],
      ['d.test', true, false],
    ]);
  });

  test('an unknown key is dropped, an empty file is fine', () => {
    expect(configOf('[[registry]]\nlocation = "r.test"\ninsecure_registry = true\n').registries[0]?.insecure).toBe(
      false,
    );
    expect(configOf('').registries).toEqual([]);
  });
});

describe('load errors, in the words of the program', () => {
  const registry = (body: string): string => `[[registry]]\n${body}\n`;
  test.each([
    [
      registry('location = "r.test"') + registry('location = "r.test"\ninsecure = true'),
      "registry 'r.test' is defined multiple times with conflicting 'insecure' setting",
    ],
    [
      registry('location = "r.test"') + registry('location = "r.test"\nblocked = true'),
      "registry 'r.test' is defined multiple times with conflicting 'blocked' setting",
    ],
    [registry('location = "r.test"\n[[registry.mirror]]'), 'invalid condition: mirror location is unset'],
    [
      registry('location = "r.test"\nprefix = "http://x.test"'),
      "invalid location 'http://x.test': URI schemes are not supported",
    ],
    [registry('location = "https://r.test"'), "invalid location 'https://r.test': URI schemes are not supported"],
    [registry(''), 'invalid condition: both location and prefix are unset'],
    [
      registry('prefix = "r.test"'),
      'invalid condition: location is unset and prefix is not in the format: *.example.com',
    ],
    [
      registry('prefix = "*.r.test/app"\nlocation = "x.test"'),
      'Wildcarded prefix should be in the format: *.example.com. Current prefix "*.r.test/app" is incorrectly formatted',
    ],
    [
      registry('location = "r.test/a"\npull-from-mirror = "all"'),
      'pull-from-mirror must not be set for a non-mirror registry "r.test/a"',
    ],
    [
      registry(
        'location = "r.test"\nmirror-by-digest-only = true\n[[registry.mirror]]\nlocation = "m.test"\npull-from-mirror = "all"',
      ),
      'cannot set mirror usage mirror-by-digest-only for the registry ("r.test") and pull-from-mirror for per-mirror ("m.test") at the same time',
    ],
    [
      registry('location = "r.test"\n[[registry.mirror]]\nlocation = "m.test"\npull-from-mirror = "some"'),
      'unsupported pull-from-mirror value "some" for mirror "m.test"',
    ],
    ['unqualified-search-registries = ["r.test/path"]', 'Invalid unqualified-search-registries entry "r.test/path"'],
    [
      'unqualified-search-registries = ["http://r.test"]',
      "invalid location 'http://r.test': URI schemes are not supported",
    ],
    ['short-name-mode = "loud"', 'invalid short-name mode: "loud"'],
    ['[aliases]\nx = "q.test/x:1"', 'validating short-name aliases: invalid alias "q.test/x:1": must not contain tag'],
    ['[aliases]\nx = "x"', 'validating short-name aliases: invalid alias "x": must contain registry and repository'],
    ['[aliases]\n"x:1" = "q.test/x"', 'validating short-name aliases: invalid short name "x:1": must not contain tag'],
    [
      'unqualified-search-registries = []\n[registries.search]\nregistries = []',
      'mixing sysregistry v1/v2 is not supported',
    ],
    [
      '[registries.insecure]\nregistries = ["http://r.test"]',
      "invalid location 'http://r.test': URI schemes are not supported",
    ],
    [
      registry('location = "a"\ninsecure = "x"') + registry('location = "b"\ninsecure = true'),
      'toml: line 6 (last key "registry.insecure"): incompatible types: TOML value has type string; destination has type boolean',
    ],
    [
      '[registry]\nlocation = "a"',
      'toml: line 1 (last key "registry"): incompatible types: TOML value has type map[string]interface {}; destination has type slice',
    ],
    [
      '[[registries]]\nlocation = "a"',
      'toml: line 1 (last key "registries"): type mismatch for sysregistriesv2.V1TOMLConfig: expected table but found []map[string]interface {}',
    ],
    [
      'registry = ["a"]',
      'toml: line 1 (last key "registry"): type mismatch for sysregistriesv2.Registry: expected table but found string',
    ],
    [
      'unqualified-search-registries = [1]',
      'toml: line 1 (last key "unqualified-search-registries"): incompatible types: TOML value has type int64; destination has type string',
    ],
    [
      registry('location = "a"\n[registry.mirror]\nlocation = "b"'),
      'toml: line 3 (last key "registry.mirror"): incompatible types: TOML value has type map[string]interface {}; destination has type slice',
    ],
    [
      '[registries]\ninsecure = ["a"]',
      'toml: line 2 (last key "registries.insecure"): type mismatch for sysregistriesv2.V1TOMLregistries: expected table but found []interface {}',
    ],
    [registry('location = a'), 'toml: line 2'],
  ])('%j', (text, error) => {
    const result = load(text);
    expect(result.ok ? 'loaded' : result.text).toContain(`loading registries configuration "${MAIN}": ${error}`);
    expect(result.observations.map((each) => each.code)).toContain('config-parse-error');
  });

  test('the error never shows a password', () => {
    const result = load(registry('location = "https://me:geheim@r.test"'));
    expect(JSON.stringify(result)).not.toContain('geheim');
  });

  test('5.40 refuses v1 and an unreadable file is reported bare', () => {
    expect(load('[registries.search]\nregistries = []\n', NEW)).toMatchObject({
      text: `loading registries configuration "${MAIN}": registries.conf must be in v2 format but is in v1`,
    });
    const host = machine({}, { environment: { CONTAINERS_REGISTRIES_CONF_OVERRIDE: '/x.conf' } });
    expect(loadRegistries(host, NEW)).toMatchObject({ ok: false, text: 'open /x.conf: no such file or directory' });
  });
});

test('any text at all gives an answer', () => {
  const piece = fc.constantFrom(
    '[[registry]]\n',
    '[[registry.mirror]]\n',
    '[aliases]\n',
    '[registries.search]\n',
    'location = "a.b"\n',
    'prefix = "*.b"\n',
    'insecure = true\n',
    'insecure = 1979-05-27\n',
    'mirror = {}\n',
    '__proto__ = 1\n',
    'registries = ["x"]\n',
    'x = "y/z"\n',
    '{',
    '"',
  );
  const text = fc.oneof(
    fc.string({ unit: 'binary' }),
    fc.array(piece).map((pieces) => pieces.join('')),
    fc.json(),
  );
  fc.assert(
    fc.property(text, text, fc.boolean(), (main, dropIn, classic) => {
      const host = machine({ [MAIN]: main, '/etc/containers/registries.conf.d/a.conf': dropIn });
      const result = loadRegistries(host, classic ? CLASSIC : NEW);
      expect(result.ok || result.text.length > 0).toBe(true);
    }),
    { numRuns: 300 },
  );
});
