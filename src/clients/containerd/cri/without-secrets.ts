import { redactFile } from '../../../host/redact.js';
import type { NewFile } from './edit-config.js';

/** The files, or none of them where one would hold a secret: such a file's new content is never written out. */
export function withoutSecrets(files: readonly NewFile[]): readonly NewFile[] {
  return files.every(({ path, content }) => redactFile(path, content) === content) ? files : [];
}
