import type { Host } from '../../../host/host.js';
import type { Observation } from '../../client.js';
import { readAuthDocument } from '../auth/document.js';
import type { AuthFile } from '../auth/files.js';
import { unusableEntries } from '../auth/near-misses.js';
import { fileSource } from '../registries/text.js';

/** Login files that can't be read, which stops pulls of public images too, and entries that hold nothing this family reads. */
export function lintCredentials(host: Host, files: readonly AuthFile[]): Observation[] {
  return files.flatMap((file) => {
    const read = readAuthDocument(host.files, file.path, file.legacy);
    if (read.ok) return read.document === null ? [] : unusableEntries(file, read.document);
    return [
      {
        code: 'config-parse-error' as const,
        source: fileSource(file.path, read.line, ''),
        text: `Every pull that gets to ${file.path} fails, of public images too: ${read.text}`,
        meant: 'credentials' as const,
        cure: [],
      },
    ];
  });
}
