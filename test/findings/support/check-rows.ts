import { describe, expect, test } from 'vitest';
import type { FindingCode } from '../../../src/findings/codes.js';
import type { Severity } from '../../../src/findings/finding.js';
import { examine, type Situation } from './world.js';

/** What a fix must be; what is left out may be anything. */
export interface ExpectedFix {
  readonly kind: 'host' | 'server' | 'request';
  readonly proof: 'replayed' | 'hypothetical';
  readonly after: 'ok' | 'slow' | 'fail' | 'unknown';
  readonly client?: string;
  readonly summary?: string;
  readonly files?: readonly Readonly<Record<string, unknown>>[];
  readonly commands?: readonly string[];
}

/** One situation and what must be said of it first. */
export interface Row extends Situation {
  readonly name: string;
  readonly title: string;
  readonly severity?: Severity;
  readonly detail?: FindingCode;
  readonly location?: { readonly path: string; readonly line: number | null };
  /** Each must be in some sentence of the evidence. */
  readonly evidence?: readonly string[];
  /** Must be part of the next step. */
  readonly nextStep?: string;
  /** All fixes, in order. */
  readonly fixes?: readonly ExpectedFix[];
  /** True where this client will never do what is asked of it, whatever anybody changes. */
  readonly never?: boolean;
  /** Codes of the findings after the first, with what they follow from. */
  readonly then?: readonly (readonly [FindingCode, FindingCode | null])[];
}

/** A situation in which this code has nothing to say beyond a word in passing; another finding is first, or none. */
export interface SilentRow extends Situation {
  readonly name: string;
  readonly instead: FindingCode | null;
}

/** A code's whole test: what it says where it speaks, and that it is silent where it must be. */
export function checkRows(code: FindingCode, rows: readonly Row[], silent: readonly SilentRow[]): void {
  describe(code, () => {
    test.each(rows)('$name', (row) => {
      const { primary, found } = examine(row);
      expect({ code: primary.code, title: primary.title, severity: primary.severity }).toEqual({
        code,
        title: row.title,
        severity: row.severity ?? 'error',
      });
      if (row.detail !== undefined) expect(primary.detail).toBe(row.detail);
      if (row.location !== undefined) expect(primary.location).toEqual(row.location);
      const shown = primary.evidence.map(({ text }) => text).join('\n');
      for (const text of row.evidence ?? []) expect(shown).toContain(text);
      expect(primary.nextStep).toContain(row.nextStep ?? '');
      if (row.fixes !== undefined) {
        const fixes = primary.fixes.map(({ proof, ...fix }) => ({
          ...fix,
          proof: proof.kind,
          after: proof.after.outcome,
        }));
        expect(fixes).toMatchObject(row.fixes);
        expect(fixes).toHaveLength(row.fixes.length);
      }
      if (row.then !== undefined) {
        const rest = found.slice(1).filter(({ severity }) => severity !== 'info');
        expect(rest.map((finding) => [finding.code, finding.causedBy])).toEqual(row.then);
      }
    });

    test.each(silent)('silent: $name', (row) => {
      const spoken = examine(row).found.filter(({ severity }) => severity !== 'info');
      expect(spoken.map((finding) => finding.code)).not.toContain(code);
      expect(spoken[0]?.code ?? null).toBe(row.instead);
    });
  });
}
