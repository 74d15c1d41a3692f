import { describe, expect, test } from 'vitest';
import { isBlocked } from '../../../../src/clients/containers-image/registries/blocked.js';
import {
  formatReference,
  parseCanonical,
} from '../../../../src/clients/containers-image/registries/docker-reference.js';
import {
  type PullReference,
  pullSources,
  rewriteReference,
} from '../../../../src/clients/containers-image/registries/pull-sources.js';
import { configOf } from './machine.js';

const DIGEST = `@sha256:${'c'.repeat(64)}`;

function reference(text: string): PullReference {
  const parsed = parseCanonical(text);
  if (!parsed.ok) throw new Error(parsed.error);
  const { domain, path, tag, digest } = parsed.reference;
  return { registry: domain, repository: path, tag, digest };
}

describe('rewriting', () => {
  test.each([
    ['shop.example/app', 'shop.example', 'shop.example', 'shop.example/app'],
    ['shop.example/app:v1', 'shop.example', 'shop.example', 'shop.example/app:v1'],
    ['shop.example:5000/app', 'shop.example:5000', 'shop.example:5000', 'shop.example:5000/app'],
    ['shop.example:5000/app:v1', 'shop.example:5000', 'shop.example:5000', 'shop.example:5000/app:v1'],
    [`shop.example/app${DIGEST}`, 'shop.example', 'shop.example', `shop.example/app${DIGEST}`],
    ['shop.example/team/app:v1', 'shop.example/team', 'shop.example', 'shop.example/app:v1'],
    ['shop.example/team/app:v1', 'shop.example/team', 'shop.example/path', 'shop.example/path/app:v1'],
    ['docker.io/library/app:v1', 'docker.io', 'docker.io', 'docker.io/library/app:v1'],
    ['docker.io/library/app', 'docker.io/library', 'shop.example', 'shop.example/app'],
    ['docker.io/library/app', 'docker.io', 'shop.example', 'shop.example/library/app'],
    ['docker.io/library/team/app', 'docker.io/library/team', 'shop.example', 'shop.example/app'],
    ['docker.io/team/app', '*.io', 'shop.example', 'shop.example/team/app'],
    ['docker.io/library/team/app', '*.io', 'shop.example', 'shop.example/library/team/app'],
    ['eu.store.test/a/b/c', '*.store.test', 'shop.example', 'shop.example/a/b/c'],
    ['a.eu.store.test:5000/b/c:v1', '*.eu.store.test', 'shop.example', 'shop.example:5000/b/c:v1'],
    ['eu.store.test/a/b/c/d', '*.store.test', 'shop.example/cache', 'shop.example/cache/a/b/c/d'],
    ['a.in.store.test/app:v1', '*.in.store.test', '', 'a.in.store.test/app:v1'],
    ['a.in.store.test/app:v1', '*.test', '', 'a.in.store.test/app:v1'],
    ['a.in.store.test:5000/app', '*.store.test', '', 'a.in.store.test:5000/app'],
    [`a.in.store.test:5000/app${DIGEST}`, '*.store.test', '', `a.in.store.test:5000/app${DIGEST}`],
  ])('%s, %s → %s', (input, prefix, location, expected) => {
    const result = rewriteReference(reference(input), prefix, location);
    expect(result.ok ? formatReference(result.reference) : result.error).toBe(expected);
  });

  test.each([
    [
      'shop.example/team/app:v1',
      'shop.example/team',
      'shop.example/path/',
      'rewriting reference: invalid reference format',
    ],
    [
      `shop.example/team${DIGEST}`,
      'shop.example/team',
      'shop.example',
      'rewriting reference: repository name must be canonical',
    ],
    ['shop.example:5000/app:v1', 'shop.example', '', 'for empty location, should be in the format: *.example.com'],
    ['shop.example:80/app:v1', 'shop.example', 'shop.example:80', 'rewriting reference: invalid reference format'],
    [
      'shop.example/x/alpine:v1',
      'shop.example/x',
      'docker.io',
      'rewriting reference: repository name must be canonical',
    ],
    ['shop.example/x/app:v1', 'shop.example/x', 'single', 'rewriting reference: repository name must be canonical'],
    [
      'shop.example/x/app:v1',
      'shop.example/x',
      'a.b/C',
      'rewriting reference: invalid reference format: repository name must be lowercase',
    ],
    ['shop.example/team/app:v1', 'shop.example//team', 'shop.example/path', "invalid prefix 'shop.example//team'"],
    ['shop.example/app:v1', 'app', 'other', "invalid prefix 'app'"],
    ['shop.example/team/app:v1', 'shop.example/team/', 'shop.example', "invalid prefix 'shop.example/team/'"],
    ['shop.example/team/app', 'shop.example/t', 'shop.example/team', "invalid prefix 'shop.example/t'"],
    ['docker.io/library/app', 'shop.example', 'shop.example', "invalid prefix 'shop.example'"],
    ['docker.io/library/app', '*.example', 'shop.example', "invalid prefix '*.example'"],
    ['eu.docker.io/library/app', '*.shop.example', 'shop.example/app', "invalid prefix '*.shop.example'"],
  ])('%s, %s → %s fails', (input, prefix, location, error) => {
    const result = rewriteReference(reference(input), prefix, location);
    expect(result.ok ? 'ok' : result.error).toContain(error);
  });
});

describe('order of places, by digest and by tag', () => {
  const table = (name: string, settings: string, ...mirrors: readonly string[]): string =>
    [`[[registry]]\nprefix = "${name}.example/in"\nlocation = "${name}.example/out"\n${settings}`]
      .concat(
        mirrors.map((mirror, index) => `[[registry.mirror]]\nlocation = "m${index + 1}.${name}.example"\n${mirror}`),
      )
      .join('\n');
  const only = (value: string): string => `pull-from-mirror = "${value}"`;
  const config = configOf(
    [
      table('all', '', '', 'insecure = true'),
      table('old', 'mirror-by-digest-only = true', '', ''),
      table('digest', '', only('digest-only'), only('digest-only')),
      table('half', '', '', only('digest-only')),
      table('tag', '', only('tag-only'), only('tag-only')),
      table('tagged', '', '', only('tag-only')),
      table('mixed', '', only('digest-only'), only('tag-only'), '', only('all')),
    ].join('\n'),
  );

  test.each([
    ['all', ['m1', 'm2!'], ['m1', 'm2!']],
    ['old', ['m1', 'm2'], []],
    ['digest', ['m1', 'm2'], []],
    ['half', ['m1', 'm2'], ['m1']],
    ['tag', [], ['m1', 'm2']],
    ['tagged', ['m1'], ['m1', 'm2']],
    ['mixed', ['m1', 'm3', 'm4'], ['m2', 'm3', 'm4']],
  ])('%s', (name, byDigest, byTag) => {
    for (const [suffix, mirrors] of [
      [DIGEST, byDigest],
      [':v1', byTag],
    ] as const) {
      const result = pullSources(config, reference(`${name}.example/in/app${suffix}`));
      if (!result.ok) throw new Error(result.text);
      const places = result.sources.map((source) => {
        const { registry, repository, tag, digest } = source;
        const text = formatReference({ domain: registry, path: repository, tag, digest });
        return `${text}${source.insecure ? '!' : ''}${source.mirrorOf ? '' : ' last'}`;
      });
      expect(places).toEqual([
        ...mirrors.map((mirror) => {
          const insecure = mirror.endsWith('!') ? '!' : '';
          return `${mirror.replace('!', '')}.${name}.example/app${suffix}${insecure}`;
        }),
        `${name}.example/out/app${suffix} last`,
      ]);
    }
  });

  test('nothing matches: the reference itself, secure, with no table', () => {
    const result = pullSources(config, reference('free.example/app:v1'));
    expect(result).toMatchObject({ ok: true, sources: [{ registry: 'free.example', insecure: false, entry: null }] });
  });

  test('one bad mirror location breaks the whole pull, and is named', () => {
    const broken = configOf(
      '[[registry]]\nlocation = "r.example"\n[[registry.mirror]]\nlocation = "m.example/UPPER"\n',
    );
    const result = pullSources(broken, reference('r.example/app:v1'));
    expect(result).toMatchObject({ ok: false, source: { line: 3, says: '[[registry.mirror]] m.example/UPPER' } });
  });

  test('the line that made a place insecure is known', () => {
    const config2 = configOf('[[registry]]\nlocation = "r.example"\ninsecure = true\n');
    const result = pullSources(config2, reference('r.example:5000/app:v1'));
    expect(result.ok && result.sources[0]?.insecureSource).toMatchObject({ line: 3, says: 'insecure = true' });
  });
});

describe('blocked', () => {
  const config = configOf(
    '[[registry]]\nprefix = "alias.test"\nlocation = "reg.test:5000"\nblocked = true\n[[registry]]\nlocation = "no.test"\nblocked = true\n',
  );

  test('a blocked table says where, in the words of the program', () => {
    expect(isBlocked(config, 'no.test/app')).toMatchObject({
      text: 'registry no.test is blocked in /etc/containers/registries.conf or /root/.config/containers/registries.conf.d',
      source: { line: 7 },
    });
  });

  test('the rewritten name counts, so another location is free', () => {
    const result = pullSources(config, reference('alias.test/app:v1'));
    if (!result.ok) throw new Error(result.text);
    const [source] = result.sources;
    expect(isBlocked(config, `${source?.registry}/${source?.repository}`)).toBeNull();
  });
});
