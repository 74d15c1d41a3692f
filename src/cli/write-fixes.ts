import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join, normalize, resolve, sep } from 'node:path';
import type { Report } from '../report/schema.js';

/** Writes the files of all fixes below a directory, `DIR/FIX-ID/etc/…`, and nothing anywhere else. Gives a line a file. */
export async function writeFixes(report: Report, directory: string): Promise<string[]> {
  const base = resolve(directory);
  await mkdir(base, { recursive: true });
  const lines: string[] = [];
  for (const fix of report.findings.flatMap(({ fixes }) => fixes)) {
    for (const file of fix.files) {
      if (file.action !== 'write' || file.content === null) continue;
      const path = normalize(join(base, fix.id, file.path));
      if (!path.startsWith(join(base, fix.id) + sep)) continue;
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, file.content, { mode: 0o644 });
      lines.push(`wrote ${path}`);
    }
  }
  return lines.length === 0 ? ['no fix has a file to write'] : lines;
}
