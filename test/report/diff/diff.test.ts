import { Ajv2020 } from 'ajv/dist/2020.js';
import { beforeAll, describe, expect, test } from 'vitest';
import schema from '../../../docs/diff.schema.json' with { type: 'json' };
import { rediagnose } from '../../../src/check/rediagnose.js';
import { endsWith } from '../../../src/check/transplant.js';
import { buildDiff, type DiffInput } from '../../../src/report/diff/build.js';
import type { DiffDocument, Difference } from '../../../src/report/diff/schema.js';
import { renderDiffText } from '../../../src/report/diff/text.js';
import type { Report } from '../../../src/report/schema.js';
import { beforeAndAfter, labReport } from './lab-reports.js';

const PLAIN = { color: false, unicode: true, width: 80, verbose: false };
const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);

type Inputs = {
  flags: Record<string, unknown>;
  environment: Record<string, string>;
  files: Record<string, { read: unknown; list: unknown }>;
  clients: { client: string; version: { text: string; from: string } }[];
  nowMs: number;
};

/** A report with its inputs and facts changed, diagnosed again. */
function changed(report: Report, change: (inputs: Inputs, facts: Report['facts']) => void): Report {
  const copy = structuredClone(report);
  change(copy.inputs as unknown as Inputs, copy.facts);
  return rediagnose(copy);
}

const file = (text: string) => ({ read: { kind: 'file', text, bytes: Buffer.byteLength(text) }, list: null });

function textOf(files: Inputs['files'], path: string): string {
  const read = files[path]?.read as { readonly text: string } | undefined;
  return read?.text ?? '';
}

function diff(
  good: Report,
  bad: Report,
  replay: DiffInput['endsWith'] = (parts) => endsWith(bad, good, parts),
): DiffDocument {
  const document = buildDiff({
    version: '0.0.0',
    good,
    bad,
    files: { good: 'good.json', bad: 'bad.json' },
    savedBy: { good: '0.0.0', bad: '0.0.0' },
    endsWith: replay,
  });
  expect(validate(document), JSON.stringify(validate.errors)).toBe(true);
  return document;
}

const told = ({ differences }: DiffDocument, weight: Difference['weight']): string[] =>
  differences.filter((each) => each.weight === weight).map(({ kind, subject }) => `${kind} ${subject}`);

let seed: { readonly bad: Report; readonly good: Report };
beforeAll(async () => {
  const { bad, good } = await beforeAndAfter('fallback-delay');
  seed = { bad: rediagnose(bad), good: rediagnose(good) };
});

describe('the case that started it, before and after its fix', () => {
  const DROP_IN = '/etc/containers/registries.conf.d/50-regdoctor.conf';

  test('names the file and its lines first, because replay shows that they explain it', () => {
    const document = diff(seed.good, seed.bad);
    expect(document.exitCode).toBe(1);
    expect(document.clients).toMatchObject([
      { client: 'buildah', differs: true, good: { outcome: 'ok' }, bad: { outcome: 'slow' } },
    ]);
    expect(document.findings.gained.map(({ code }) => code)).toEqual(['fallback-delay']);
    expect(document.findings.lost).toEqual([]);
    const [first] = document.differences;
    expect(first).toMatchObject({
      kind: 'file',
      subject: DROP_IN,
      good: 'there',
      bad: 'not there',
      weight: 'explains',
      clients: ['buildah'],
    });
    expect(first?.lines).toContainEqual({
      sign: '-',
      line: 3,
      text: 'location = "registry.registry.svc.cluster.local:80"',
    });
    expect(document.summary).toContain(`${DROP_IN} explains it: replayed with it as in good.json, buildah comes to ok`);
  });

  test('as text within 80 columns, paths and lines whole', () => {
    const text = renderDiffText(diff(seed.good, seed.bad), PLAIN);
    expect(text).toMatch(/^buildah \S+: ok \d+ ms → slow 30\.\d s$/m);
    expect(text).toContain('only in bad: warning fallback-delay (buildah)');
    expect(text).toContain(
      `This explains it (replayed):\n  ${DROP_IN}\n    good: there\n    bad: not there\n    -    1  [[registry]]\n`,
    );
    expect(text).toContain('  → with it as in good.json, buildah comes to ok');
    for (const line of text.split('\n').filter((each) => !each.includes('registry.registry.svc')))
      expect(line.length, line).toBeLessThanOrEqual(80);
  });

  test('the other way round the line is what came', () => {
    const document = diff(seed.bad, seed.good);
    expect(document.differences[0]?.lines.every(({ sign }) => sign === '+')).toBe(true);
    expect(document.findings.lost.map(({ code }) => code)).toEqual(['fallback-delay']);
  });

  test('one line of a file that is there in both', () => {
    const conf = '/etc/containers/registries.conf';
    const bad = changed(seed.bad, ({ files }) => {
      const text = textOf(files, conf);
      files[conf] = file(`# by hand\n${text}`);
    });
    const good = changed(seed.bad, ({ files }) => {
      const text = textOf(files, conf);
      files[conf] = file(
        `# by hand\n${text.replace('insecure', 'prefix = "registry.registry.svc.cluster.local"\ninsecure').replace('location = "registry.registry.svc.cluster.local"', 'location = "registry.registry.svc.cluster.local:80"')}`,
      );
    });
    const [first] = diff(good, bad).differences;
    expect(first).toMatchObject({ subject: conf, weight: 'explains', good: null, bad: null });
    expect(first?.lines.map(({ sign, line, text }) => `${sign} ${line} ${text}`)).toEqual([
      '  1 # by hand',
      '  2 [[registry]]',
      '- 3 location = "registry.registry.svc.cluster.local:80"',
      '- 4 prefix = "registry.registry.svc.cluster.local"',
      '+ 3 location = "registry.registry.svc.cluster.local"',
      '  4 insecure = true',
    ]);
  });
});

describe('what explains it', () => {
  const port443 = (facts: Report['facts']): string =>
    Object.keys(facts).find((id) => id.startsWith('tcp ') && id.endsWith(':443')) ?? '';

  test('a connection that is refused here and silent there', () => {
    const good = changed(seed.bad, (_, facts) => {
      facts[port443(facts)] = { kind: 'tcp', outcome: 'refused', ms: 1, segments: 1, detail: 'ECONNREFUSED' };
    });
    const document = diff(good, seed.bad);
    expect(told(document, 'explains')).toEqual([
      `address ${port443(seed.bad.facts).slice('tcp '.length)} (registry.registry.svc.cluster.local)`,
    ]);
    expect(document.differences[0]).toMatchObject({ good: 'refused', bad: 'no answer' });
  });

  test('two settings that only do it together, and no third one', () => {
    const proxied = changed(seed.good, ({ environment }) => {
      environment['HTTPS_PROXY'] = 'http://10.9.9.9:3128';
    });
    const good = changed(seed.good, ({ environment }) => {
      environment['NO_PROXY'] = 'elsewhere.example';
    });
    const bad = changed(seed.bad, ({ environment }) => {
      environment['HTTPS_PROXY'] = 'http://10.9.9.9:3128';
      environment['XDG_CONFIG_HOME'] = '/nowhere';
    });
    expect(proxied.clients[0]?.outcome).not.toBe('ok');
    const document = diff(good, bad);
    expect(told(document, 'explains')).toEqual([]);
    expect(told(document, 'takes part').sort()).toEqual([
      'file /etc/containers/registries.conf.d/50-regdoctor.conf',
      'variable HTTPS_PROXY',
    ]);
    expect(document.summary).toContain('No single difference explains it, but these do together');
    expect(renderDiffText(document, PLAIN)).toContain('These explain it together, none alone (replayed):');
  });

  test('of two flags that differ the one that does it, not its neighbour', async () => {
    const bad = rediagnose(await labReport('tls-unknown-ca'));
    const good = changed(bad, ({ flags }) => {
      flags['tlsVerify'] = false;
      flags['pushBytes'] = 5;
    });
    const document = diff(good, bad);
    expect(told(document, 'explains')).toEqual(['flag --tls-verify']);
    expect(told(document, 'other')).toEqual(['flag --push-bytes']);
  });

  test('is not known where names were replaced: nothing of that can be replayed', () => {
    const document = diff(seed.good, seed.bad, null);
    expect(document.differences.filter(({ weight }) => weight === 'explains')).toEqual([]);
    expect(document.summary).toMatch(
      /^buildah: ok there, slow here\. What explains it can't be told from these reports\.$/,
    );
    expect(document.notes.join()).toContain('names are replaced in these reports');
  });

  test('nothing where only what was seen differs: that is said', () => {
    const bad = changed(seed.bad, (_, facts) => {
      for (const id of Object.keys(facts)) if (id.startsWith('http ')) delete facts[id];
    });
    expect(bad.clients[0]?.outcome).toBe('unknown');
    const document = diff(seed.bad, bad);
    expect(told(document, 'explains')).toEqual([]);
    expect(document.notes.join()).toContain('did not see all that the first one saw');
  });
});

test('two that both fail, by something else: what explains that', () => {
  const drop = (facts: Report['facts'], outcome: string): void => {
    for (const [id, fact] of Object.entries(facts)) if (fact['kind'] === 'tcp') facts[id] = { ...fact, outcome };
  };
  const [good, bad] = ['refused', 'unreachable'].map((outcome) =>
    changed(seed.bad, (_, facts) => {
      drop(facts, outcome);
    }),
  );
  if (good === undefined || bad === undefined) throw new Error('two');
  expect([good, bad].map(({ clients }) => clients[0]?.outcome)).toEqual(['fail', 'fail']);
  const document = diff(good, bad);
  expect(document.clients[0]?.differs).toBe(true);
  expect(told(document, 'explains')[0]).toMatch(/^address .*:80 \(registry/);
  expect(document.summary).toMatch(
    /^buildah: fails here by something else. Connection to .* explains it: replayed with it as in good.json, buildah fails as there\.$/,
  );
});

describe('noise', () => {
  test('two runs on one machine differ in nothing that matters', () => {
    const later = changed(seed.bad, ({ nowMs: _, ...inputs }, facts) => {
      (inputs as Inputs).environment['KUBERNETES_SERVICE_HOST'] = '10.0.0.1';
      (inputs as Inputs).environment['PATH'] = '/elsewhere';
      for (const fact of Object.values(facts)) fact['ms'] = Number(fact['ms']) + 7;
    });
    const document = diff(seed.bad, { ...later, startedAt: '2027-01-01T00:00:00.000Z' });
    expect(document).toMatchObject({ exitCode: 0, summary: 'Nothing that matters differs.', differences: [] });
    expect(renderDiffText(document, PLAIN)).toMatch(/in both\n\nNothing that matters differs\.\n$/);
  });

  test('what nobody goes by is counted, and shown when asked for', () => {
    const other = changed(seed.bad, ({ files, environment }) => {
      files['/etc/hosts'] = file(`${textOf(files, '/etc/hosts')}10.1.2.3 other\n`);
      environment['CONTAINERS_CONF_OVERRIDE'] = '';
    });
    const document = diff(seed.bad, other);
    expect(document.exitCode).toBe(0);
    expect(told(document, 'other')).toContain('file /etc/hosts');
    expect(renderDiffText(document, PLAIN)).toMatch(/not known to matter \(2\): \/etc\/hosts, variable/);
    expect(renderDiffText(document, { ...PLAIN, verbose: true })).toContain('    +    3  10.1.2.3 other');
  });

  test('a login whose length alone differs is told, and nothing of it shown', () => {
    const auth = '/run/containers/0/auth.json';
    const login = (bytes: number) => ({
      read: { kind: 'file', text: '{"auths":{"registry.registry.svc.cluster.local":{"auth":"redacted"}}}', bytes },
      list: null,
    });
    const [good, bad] = [90, 91].map((bytes) =>
      changed(seed.bad, ({ files }) => {
        files[auth] = login(bytes);
      }),
    );
    if (good === undefined || bad === undefined) throw new Error('two');
    expect(diff(good, bad).differences).toMatchObject([
      {
        subject: auth,
        good: '90 bytes, what is redacted differs',
        bad: '91 bytes, what is redacted differs',
        lines: [],
      },
    ]);
  });
});

test('versions, and clients that only one report judged', () => {
  const other = changed(seed.bad, ({ clients }) => {
    for (const entry of clients) entry.version = { text: '1.20.0', from: 'flag' };
  });
  expect(diff(seed.bad, other).differences).toMatchObject([
    { kind: 'version', subject: 'buildah', good: seed.bad.clients[0]?.version, bad: '1.20.0' },
  ]);
  const podman = changed(seed.bad, ({ clients }) => {
    clients.push({ client: 'podman', version: { text: '4.3.1', from: 'flag' } });
  });
  const document = diff(seed.bad, podman);
  expect(document.exitCode).toBe(0);
  expect(document.notes).toEqual(['judged in one report only, so not compared: podman']);
});

test("other people's words are cut and harmless", () => {
  const bad = changed(seed.bad, ({ files, environment }) => {
    files['/etc/hosts'] = file(`127.0.0.1 \u001b]0;x\u0007${'x'.repeat(100_000)}\n`);
    environment['NO_PROXY'] = '\u001b[31mred';
  });
  const text = renderDiffText(diff(seed.bad, bad), { ...PLAIN, verbose: true });
  expect(text).not.toContain('\u001b');
  expect(text.length).toBeLessThan(20_000);
});
