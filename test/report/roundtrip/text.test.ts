import { describe, expect, test } from 'vitest';
import { buildRoundtrip } from '../../../src/report/roundtrip/build.js';
import { renderRoundtripText } from '../../../src/report/roundtrip/text.js';
import type { ReportFinding } from '../../../src/report/schema.js';
import { usageReport } from '../../../src/report/usage.js';
import { input, NAME, REFERENCE, rights, run } from './document.js';

const OPTIONS = { color: false, unicode: true, width: 100, verbose: false };
const shown = (changed: Parameters<typeof input>[0] = {}) =>
  renderRoundtripText(buildRoundtrip(input(changed)), OPTIONS);
const deployment = { yaml: 'kind: Deployment\n', again: null, secret: [], notes: [] };

describe('the round trip for people', () => {
  test('says from where it looked, what each client did, who may do what, and the verdict last', () => {
    const lines = shown().trimEnd().split('\n');
    expect(lines[0]).toBe('roundtrip registry.test:5000/team');
    expect(lines.join('\n')).toContain("looked from: the host's network, the host's resolver");
    expect(lines.find((line) => line.includes('buildah'))).toMatch(/buildah.*pull as the account.*ok.*120 ms/);
    expect(lines).toContain('  anonymous  pull  yes      seen so');
    expect(lines).toContain('             push  no       seen so');
    expect(lines.at(-2)).toMatch(/^ok: pushed by skopeo/);
    expect(lines.join('\n')).toContain('nothing is left: no tag and no manifest of this run');
  });

  test('a failure says why and what to paste, unbroken', () => {
    const next = `regdoctor check ${REFERENCE} --client podman --cert-dir /a/very/long/path/to/some/certificates/of/ours`;
    const text = shown({
      runs: [run(), run({ client: 'podman', does: 'pull', outcome: 'fail', says: 'manifest unknown', next })],
    });
    expect(text).toContain('podman pull: manifest unknown');
    expect(text.split('\n')).toContain(`  next: ${next}`);
  });

  test("the check's report stands as it is, so that its fix can be pasted", () => {
    const report = usageReport({ version: '0', message: 'm', part: 'p', meant: null, arguments: [] });
    const finding: ReportFinding = {
      ...{ id: 'f1', code: 'tcp-refused', severity: 'error', title: 'nobody listens', subject: 's', location: null },
      ...{ causedBy: null, detail: null, runbook: 'docs/runbooks/tcp-refused.md', nextStep: 'n' },
      ...{ evidence: [], clients: [], fixes: [] },
    };
    const diagnosis = { ...report, findings: [finding] };
    expect(shown({ diagnosis }).split('\n')).toContain('✗ error tcp-refused');
    expect(shown({ diagnosis: report })).not.toContain('What regdoctor check says of it');
  });

  test('lines to paste begin at the margin and stand alone', () => {
    const secret = ['kubectl create secret generic regdoctor-roundtrip'];
    const lines = shown({ deployment: { ...deployment, secret } }).split('\n');
    const at = lines.indexOf("kubectl apply -f - <<'REGDOCTOR_EOF'");
    expect(lines.slice(at - 1, at + 5)).toEqual([
      ...[secret[0], "kubectl apply -f - <<'REGDOCTOR_EOF'", 'kind: Deployment', 'REGDOCTOR_EOF'],
      'kubectl rollout status deployment/regdoctor-roundtrip --timeout=130s',
      'kubectl delete deployment/regdoctor-roundtrip secret/regdoctor-roundtrip',
    ]);
  });

  test('a Deployment of an image that is gone says so twice: before it and in it', () => {
    const text = shown({ deployment: { ...deployment, again: 'regdoctor roundtrip registry.test:5000/team --keep' } });
    expect(text.split('\n')).toContain('regdoctor roundtrip registry.test:5000/team --keep');
    expect(text).toContain('\n# This image has been removed: it can not be pulled any more.\nkind: Deployment');
  });

  test('what is left: repository, tag, digest, why, and each way to remove it', () => {
    const digest = `sha256:${'a'.repeat(64)}`;
    const ways = [{ when: 'once deleting is allowed', commands: [`skopeo delete docker://${NAME}@${digest}`] }];
    const left = [
      { repository: NAME, tag: '0a1b2c3d', digest, sure: true, why: 'the registry refuses to delete', ways },
    ];
    const lines = shown({ left, remains: 'some bytes stay' }).split('\n');
    expect(lines).toEqual(
      expect.arrayContaining([
        ...[`i still there: ${REFERENCE}`, `  digest ${digest}`, '  the registry refuses to delete.'],
        ...['  To remove it, once deleting is allowed:', ways[0]?.commands[0] ?? '', '  some bytes stay'],
      ]),
    );
    expect(lines.join('\n')).not.toContain('nothing is left');
  });

  test('control characters of a registry never reach the terminal', () => {
    const says = 'denied: \u001b[2Jgone\u202e';
    const text = shown({ runs: [run({ outcome: 'fail', says })], rights: rights('yes', 'no') });
    expect(text).toContain('denied: gone');
  });
});
