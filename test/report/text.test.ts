import { describe, expect, test } from 'vitest';
import { renderText } from '../../src/report/text/render.js';
import { aReport } from './a-report.js';

const PLAIN = { color: false, unicode: true, width: 100, verbose: false };
/** Lines that are made to be pasted are never folded, nor is the verdict at the end. */
const outsidePaste = (text: string): string[] =>
  text
    .replace(/cat > [\s\S]*?REGDOCTOR_EOF\n[\s\S]*?REGDOCTOR_EOF\n/g, '')
    .trimEnd()
    .split('\n')
    .slice(0, -1);

describe('the report for people', () => {
  test('shows the wasted wait, the fix as a block to paste, its proof, and the verdict last', () => {
    const text = renderText(aReport(), PLAIN);
    expect(text).toMatch(/✗ failed +30\.0 s ░{30} tcp {6}10\.0\.0\.7:443$/m);
    expect(text).toMatch(/^ {2}takes 30\.1 s ░+▏$/m);
    expect(text).toMatch(/✓ ok +20 ms .*http:\/\/registry\.example.*\/v2\/ \(200\)/);
    expect(text).toContain(
      "cat > /etc/containers/registries.conf.d/50-regdoctor.conf <<'REGDOCTOR_EOF'\n[[registry]]\ninsecure = true\nREGDOCTOR_EOF\n",
    );
    expect(text).toContain('(proven by replay: slow 30.1 s → ok 60 ms)');
    expect(text.trimEnd().split('\n').at(-1)).toMatch(
      /^degraded: fallback-delay: buildah: the pull works after 30\.1 s/,
    );
  });

  test('says who may do what, where a push was asked about', () => {
    const says = 'anyone may pull team/app; pushing needs an account';
    const anonymous = { pull: 'yes', push: 'no' } as const;
    const rights = { repository: 'team/app', anonymous, account: null, says };
    expect(renderText(aReport({ operation: 'push', rights }), PLAIN)).toContain(`\nrights: ${says}\n`);
    expect(renderText(aReport({ operation: 'push', rights: { ...rights, says: null } }), PLAIN)).not.toContain(
      'rights:',
    );
  });

  test('says where it looked from', () => {
    const vantage = { network: 'pod', resolver: 'node', files: '/host' } as const;
    expect(renderText(aReport({ vantage }), PLAIN)).toContain(
      "the pod's network, the node's resolver; configuration files under /host",
    );
  });

  test('a failed connect says why once, and its request was not sent', () => {
    const text = renderText(aReport(), PLAIN);
    expect(text.split('i/o timeout')).toHaveLength(2);
    expect(text).toMatch(/✗ not sent +http +GET https:\/\/registry\.example\.com\/v2\/$/m);
  });

  test.each([80, 100, 140])('keeps to %i columns', (width) => {
    for (const line of outsidePaste(renderText(aReport(), { ...PLAIN, width })))
      expect(line.length, line).toBeLessThanOrEqual(width);
  });

  test('has colour only where it is wanted, and no meaning in colour alone', () => {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: escape sequences are what is looked for
    const escapes = /\u001b\[\d+m/g;
    const plain = renderText(aReport(), PLAIN);
    const colored = renderText(aReport(), { ...PLAIN, color: true });
    expect(plain).not.toMatch(escapes);
    expect(colored).toMatch(escapes);
    expect(colored.replace(escapes, '')).toBe(plain);
  });

  test('is plain ASCII where the terminal has no Unicode', () => {
    expect(renderText(aReport(), { ...PLAIN, unicode: false })).toMatch(/^[\x20-\x7e\n]*$/);
  });

  test('infos are for --verbose only', () => {
    const [finding] = aReport().findings;
    if (finding === undefined) throw new Error('no finding');
    const report = aReport({ findings: [{ ...finding, severity: 'info' }] });
    expect(renderText(report, PLAIN)).not.toContain('fallback-delay\n');
    expect(renderText(report, { ...PLAIN, verbose: true })).toContain('info fallback-delay');
  });

  test('the node’s files are written where its disk is mounted', () => {
    const vantage = { network: 'pod', resolver: 'pod', files: '/host' } as const;
    expect(renderText(aReport({ vantage }), PLAIN)).toContain(
      'cat > /host/etc/containers/registries.conf.d/50-regdoctor.conf',
    );
  });

  test.each([
    ['read-only', { filesFrom: 'asked', filesReadOnly: true }],
    ['only noticed', { filesFrom: 'noticed', filesReadOnly: false }],
  ] as const)('where the node’s disk is %s, the lines are for the node itself', (_, files) => {
    const kubernetes = {
      namespace: 'team-a',
      pod: 'regdoctor',
      serviceAccount: null,
      node: 'worker-1',
      hostNetwork: 'no',
    } as const;
    const vantage = { network: 'pod', resolver: 'pod', files: '/host', ...files, kubernetes } as const;
    const text = renderText(aReport({ vantage }), PLAIN);
    expect(text).toContain('cat > /etc/containers/registries.conf.d/50-regdoctor.conf');
    expect(text).toMatch(/Lines to paste are for the node itself[\s\S]*kubectl debug node\/worker-1/);
    expect(renderText(aReport({ vantage, findings: [] }), PLAIN)).not.toContain('Lines to paste');
  });

  test('says which pod it ran in, and how to look at the container instead of the node', () => {
    const kubernetes = {
      namespace: 'team-a',
      pod: 'regdoctor',
      serviceAccount: 'default',
      node: null,
      hostNetwork: 'no',
    } as const;
    const vantage = { network: 'pod', resolver: 'pod', files: '/host', filesFrom: 'noticed', kubernetes } as const;
    const text = renderText(aReport({ vantage }), PLAIN);
    expect(text.replace(/\s+/g, ' ')).toContain('--root / looks at this container instead');
    expect(text).toContain(
      'in Kubernetes: pod regdoctor, namespace team-a, service account default, a network of its own\n',
    );
  });

  test('what is unknown comes with what would make it known', () => {
    const unknown = [
      { what: 'ping at http://r/v2/', why: 'a credential would cross plain HTTP', needed: '--allow-insecure-auth' },
    ];
    expect(renderText(aReport({ unknown }), PLAIN)).toContain('Needed: --allow-insecure-auth');
  });
});
