import { createHash } from 'node:crypto';
import type { BundleSummary } from './readme.js';

/** MANIFEST.json: every other file of the bundle with its size and digest. */
export function manifest({ report, files, takenOut, leftOut, hasNames }: BundleSummary): string {
  return `${JSON.stringify(
    {
      schemaVersion: 1,
      kind: 'bundle',
      tool: report.tool,
      report: { startedAt: report.startedAt, operation: report.operation, verdict: report.verdict },
      namesReplaced: !hasNames,
      files: files.map(({ path, content, what, from }) => ({
        path,
        bytes: Buffer.byteLength(content),
        sha256: createHash('sha256').update(content).digest('hex'),
        what,
        ...(from === undefined ? {} : { from }),
      })),
      takenOut,
      leftOut,
    },
    null,
    2,
  )}\n`;
}
