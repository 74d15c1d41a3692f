import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';

/** Rooms from the bottom up: a file may import from its own room and from rooms below it. */
const ROOMS = [
  'text',
  'reference',
  'host',
  'kubernetes',
  'facts',
  'plan',
  'trust',
  'clients',
  'probes',
  'replay',
  'observe',
  'findings',
  'explain',
  'fixes',
  'report',
  'lab',
  'check',
  'many',
  'prove',
  'roundtrip',
  'apply',
  'cli',
];

/** What the order alone would allow, and must not be. */
const FORBIDDEN: readonly [from: string, to: string][] = [
  ['probes', 'clients'],
  ['probes', 'trust'],
  ['replay', 'clients'],
  ['replay', 'probes'],
  ['replay', 'trust'],
  ['facts', 'host'],
  ['lab', 'report'],
  ['lab', 'findings'],
];

/** Node modules that touch the world; a pure room imports none of them. */
const WORLD = /^node:(fs|net|tls|http|https|dgram|dns|child_process|worker_threads|process|os)(\/|$)/;
const PURE_ROOMS = [
  'text',
  'reference',
  'kubernetes',
  'facts',
  'plan',
  'trust',
  'clients',
  'replay',
  'findings',
  'explain',
  'fixes',
  'report',
];
/** Parsing an IP literal touches nothing. */
const HARMLESS = /import \{ (isIP(v4|v6)?( as \w+)?)(, isIP(v4|v6)?( as \w+)?)* \} from 'node:net'/;

const MAX_LINES = 300;
const MEDIAN_LINES = 80;

function filesBelow(directory: string): string[] {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesBelow(path) : path.endsWith('.ts') ? [path] : [];
  });
}

const files = [...filesBelow('src'), ...filesBelow('commands')].map((path) => ({
  path,
  text: readFileSync(path, 'utf8'),
}));

function roomOf(path: string): string {
  const [top, room] = path.split('/');
  return top === 'commands' ? 'commands' : (room ?? '');
}

function importsOf({ path, text }: (typeof files)[number]): string[] {
  const found = [...text.matchAll(/(?:from|import\()\s*'(\.[^']+)'/g)].map(([, target]) => target ?? '');
  return found.map((target) => normalize(join(dirname(path), target)).replace(/\.js$/, '.ts'));
}

describe('rooms', () => {
  test('imports point one way', () => {
    const wrong = files.flatMap((file) => {
      const from = ROOMS.indexOf(roomOf(file.path));
      if (from === -1) return [];
      return importsOf(file)
        .filter(
          (target) =>
            ROOMS.indexOf(roomOf(target)) > from ||
            FORBIDDEN.some(([a, b]) => a === roomOf(file.path) && b === roomOf(target)),
        )
        .map((target) => `${file.path} -> ${target}`);
    });
    expect(wrong).toEqual([]);
  });

  test('every folder under src is a known room', () => {
    const rooms = new Set(
      files.filter(({ path }) => path.split('/').length > 2 && path.startsWith('src/')).map(({ path }) => roomOf(path)),
    );
    expect([...rooms].sort()).toEqual([...ROOMS].sort());
  });

  test('pure rooms do not touch the world', () => {
    const wrong = files
      .filter(({ path }) => PURE_ROOMS.includes(roomOf(path)))
      .flatMap(({ path, text }) =>
        text
          .split('\n')
          .filter((line) => WORLD.test(/from '([^']+)'/.exec(line)?.[1] ?? '') && !HARMLESS.test(line))
          .map((line) => `${path}: ${line}`),
      );
    expect(wrong).toEqual([]);
  });

  test('replay says no client by name', () => {
    const wrong = files.filter(
      ({ path, text }) =>
        roomOf(path) === 'replay' && /'(buildah|podman|skopeo|cri-o|containerd|docker|crane)'/.test(text),
    );
    expect(wrong.map(({ path }) => path)).toEqual([]);
  });

  test('small rooms: no file over 300 lines, the median under 80', () => {
    const lengths = files.map(({ path, text }) => ({ path, lines: text.split('\n').length - 1 }));
    expect(lengths.filter(({ lines }) => lines > MAX_LINES)).toEqual([]);
    const sorted = lengths.map(({ lines }) => lines).sort((a, b) => a - b);
    expect(sorted[Math.floor(sorted.length / 2)]).toBeLessThan(MEDIAN_LINES);
  });

  test('every finding code has a rule in the catalogue, unless only text shows it', async () => {
    const { CODE_CATALOGUE } = await import('../../src/findings/code-catalogue.js');
    const { FINDING_CODES } = await import('../../src/findings/codes.js');
    const { RULES } = await import('../../src/findings/catalogue.js');
    const { STORAGE_RULES } = await import('../../src/findings/storage/catalogue.js');
    const ruled = FINDING_CODES.filter((code) => CODE_CATALOGUE[code].seenBy.some((way) => way !== 'text'));
    expect([...new Set([...RULES, ...STORAGE_RULES].map(({ code }) => code))].sort()).toEqual([...ruled].sort());
  });
});
