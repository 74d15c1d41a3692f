import { describe, expect, test } from 'vitest';
import { lastLine } from '../../src/report/last-line.js';
import { MAX_TERMINATION_BYTES, terminationMessage } from '../../src/report/termination.js';
import { aFix, aReport } from './a-report.js';

const WHOLE = 'kubectl logs -n team-a regdoctor';
const [finding] = aReport().findings;
if (finding === undefined) throw new Error('no finding');

describe('the verdict in one line', () => {
  test('names the cause', () => {
    expect(lastLine(aReport())).toBe(
      'degraded: fallback-delay: buildah: the pull works after 30.1 s, but: port 443 never answers.',
    );
  });

  test('without a cause there is none to name', () => {
    const info = { ...finding, severity: 'info' } as const;
    expect(lastLine(aReport({ verdict: 'ok', summary: 'all well.', findings: [info] }))).toBe('ok: all well.');
  });
});

describe('what a pod’s status keeps', () => {
  test('verdict, what shows it, the fix to paste, and where the whole is', () => {
    const lines = terminationMessage(aReport(), WHOLE).split('\n');
    expect(lines[0]).toBe(lastLine(aReport()));
    expect(lines).toContain('- 10.0.0.7:443: no answer to 2 SYNs within 1303 ms');
    expect(lines).toContain("cat > /etc/containers/registries.conf.d/50-regdoctor.conf <<'REGDOCTOR_EOF'");
    expect(lines.slice(-2)).toEqual([`All of it: ${WHOLE}`, '']);
  });

  test('a fix that has no room is named, never cut', () => {
    const content = '# 0123456789\n'.repeat(400);
    const fix = aFix({ files: [{ path: '/etc/x.conf', action: 'write', content, edits: [] }] });
    const text = terminationMessage(aReport({ findings: [{ ...finding, fixes: [fix] }] }), WHOLE);
    expect(text).toContain('its lines have no room here');
    expect(text).not.toContain('REGDOCTOR_EOF');
    expect(text).toContain(`All of it: ${WHOLE}`);
  });

  test('what is unknown is said with what would tell', () => {
    const unknown = [{ what: '10.0.0.7:443', why: 'no answer', needed: 'the node' }];
    const report = aReport({ verdict: 'unknown', summary: "can't tell.", findings: [], unknown });
    expect(terminationMessage(report, WHOLE)).toContain('? 10.0.0.7:443: no answer. Needed: the node\n');
  });

  test.each([
    ['ASCII', 'x'],
    ['two bytes each', 'é'],
    ['four bytes each', '🙂'],
  ])('never more than the kubelet keeps, never half a character: %s', (_, character) => {
    const long = character.repeat(5000);
    const evidence = Array.from({ length: 50 }, () => ({ text: long, fact: null }));
    const report = aReport({ summary: long, findings: [{ ...finding, title: long, evidence, nextStep: long }] });
    const text = terminationMessage(report, long);
    expect(Buffer.byteLength(text)).toBeLessThanOrEqual(MAX_TERMINATION_BYTES);
    expect(Buffer.from(text).toString('utf8')).toBe(text);
    expect(text).not.toContain('\uFFFD');
    expect(text.endsWith('\n')).toBe(true);
    expect(text).toContain('All of it: ');
  });
});
