import { describe, expect, test } from 'vitest';
import type { Report, ReportClient } from '../../../src/report/schema.js';
import { renderText } from '../../../src/report/text/render.js';
import { aFix, anAttempt, aReport } from '../a-report.js';

const PLAIN = { color: false, unicode: true, width: 80, verbose: false };
const aClient = (more: Partial<ReportClient>): ReportClient => {
  const [client] = aReport().clients;
  if (client === undefined) throw new Error('no client');
  return { ...client, ...more };
};
const lines = (more: Partial<Report>): string[] => renderText(aReport(more), PLAIN).split('\n');

describe('the first lines', () => {
  test('say what is asked and what comes of it, for every client', () => {
    const fast = { attempts: [anAttempt()], predictedMs: 20 };
    const clients = [
      aClient({ client: 'buildah', outcome: 'ok', ...fast }),
      aClient({ client: 'skopeo', outcome: 'ok', ...fast }),
      aClient({ client: 'docker', outcome: 'fail', ...fast }),
      aClient({ client: 'crane', outcome: 'unknown', ...fast }),
    ];
    expect(lines({ verdict: 'broken', clients }).slice(1, 3).join('')).toBe(
      "✗ broken: docker fails after 20 ms; can't tell for crane; buildah and skopeo  work (20 ms)",
    );
  });

  test('draw the lost time, and on the same scale what the fix makes of it', () => {
    const after = { outcome: 'ok' as const, ms: 60, attempts: [anAttempt({ ms: 60 })] };
    const [finding] = aReport().findings;
    if (finding === undefined) throw new Error('no finding');
    const before = { outcome: 'slow', ms: 30_050 } as const;
    const proof = { kind: 'replayed', before, after } as const;
    const drawn = lines({ findings: [{ ...finding, fixes: [aFix({ proof })] }] });
    expect(drawn[3]).toMatch(/^ {2}now {10}30\.1 s ░{50,}▏$/);
    expect(drawn[4]).toMatch(/^ {2}with the fix +60 ms ▏$/);
  });

  test('a last resort that is proven is not what "the fix" means', () => {
    const after = { outcome: 'ok' as const, ms: 60, attempts: [anAttempt({ ms: 60 })] };
    const before = { outcome: 'slow', ms: 30_050 } as const;
    const [finding] = aReport().findings;
    if (finding === undefined) throw new Error('no finding');
    const fixes = [
      aFix({ proof: { kind: 'hypothetical', before, after: { outcome: 'ok', ms: 60 } } }),
      aFix({ proof: { kind: 'replayed', before, after } }),
    ];
    expect(lines({ findings: [{ ...finding, fixes }] }).join('\n')).not.toContain('with the fix');
  });

  test('what could not be seen comes first where it decides, and after the cause where it does not', () => {
    const unknown = [{ what: 'ping', why: 'a credential would cross plain HTTP', needed: '--allow-insecure-auth' }];
    const place = (verdict: Report['verdict']): boolean => {
      const shown = lines({ verdict, unknown });
      return (
        shown.findIndex((line) => line.startsWith('? unknown: ping')) <
        shown.findIndex((line) => line.includes('fallback-delay'))
      );
    };
    expect(place('unknown')).toBe(true);
    expect(place('degraded')).toBe(false);
  });

  test('a failure that no rule explains is told in the client’s words', () => {
    const summary = 'buildah: the pull fails: the cause is not known to regdoctor (EOF).';
    expect(lines({ verdict: 'broken', findings: [], summary }).slice(1, 3).join(' ')).toContain(
      'the cause is not known',
    );
  });
});
