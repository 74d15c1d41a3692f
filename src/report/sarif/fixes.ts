import type { Report, ReportFinding, ReportFix } from '../schema.js';
import { isShowable, line } from './message.js';
import { fileUri } from './uri.js';

/** A fix as SARIF describes it: what replaces all of a file. */
export interface SarifFix {
  readonly description: { readonly text: string };
  readonly artifactChanges: readonly {
    readonly artifactLocation: { readonly uri: string };
    readonly replacements: readonly {
      readonly deletedRegion: {
        readonly startLine: number;
        readonly startColumn: number;
        readonly endLine: number;
        readonly endColumn: number;
      };
      readonly insertedContent: { readonly text: string };
    }[];
  }[];
}

/**
 * Fixes that a program can carry out without being told more: proven, nothing but whole files, and each of them was read as it is (nothing redacted), so
 * that what is replaced is known. All others are in the message.
 */
export function sarifFixes({ fixes }: ReportFinding, report: Report): SarifFix[] {
  return fixes.flatMap((fix) => {
    if (fix.proof.kind !== 'replayed' || fix.commands.length > 0 || fix.files.length === 0 || !isShowable(fix))
      return [];
    const changes = fix.files.map((file) => changeOf(file, report));
    if (changes.includes(null)) return [];
    return [{ description: { text: line(fix.summary) }, artifactChanges: changes.filter((change) => change !== null) }];
  });
}

type Change = SarifFix['artifactChanges'][number];

function changeOf({ path, action, content }: ReportFix['files'][number], report: Report): Change | null {
  const old = textOf(path, report);
  if (action !== 'write' || content === null || old === null) return null;
  const lines = old.split(/\r\n|\n|\r/);
  return {
    artifactLocation: { uri: fileUri(path, report.vantage.files) },
    replacements: [
      {
        deletedRegion: {
          startLine: 1,
          startColumn: 1,
          endLine: lines.length,
          endColumn: (lines.at(-1)?.length ?? 0) + 1,
        },
        insertedContent: { text: content },
      },
    ],
  };
}

/** A file as it was read; null where it wasn't, or where something in it was redacted. */
function textOf(path: string, { inputs }: Report): string | null {
  const read = (inputs['files'] as Record<string, { read?: { text?: unknown; bytes?: unknown } | null }> | undefined)?.[
    path
  ]?.read;
  if (typeof read?.text !== 'string' || typeof read.bytes !== 'number') return null;
  return Buffer.byteLength(read.text) === read.bytes ? read.text : null;
}
