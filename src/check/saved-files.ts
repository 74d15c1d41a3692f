import { type FileRecord, plainRecord, type RecordedFile } from '../host/recorder.js';
import { redactRecord } from '../host/redact-record.js';
import { relevantTo } from '../trust/relevant.js';

/** One authority has 1 to 3 KiB; a file far beyond is a copy of a store. */
const OWN_FILE_CHARACTERS = 16 * 1024;

type Read = NonNullable<RecordedFile['read']>;

/** Files as reports carry them. What a file comes to is worked out once for each answer that its reading gave. */
export class SavedFiles {
  readonly #redacted = new WeakMap<Read, Read>();
  readonly #stores = new Map<string, (read: Read & { readonly kind: 'file' }) => string>();

  /**
   * Redacted, and certificate stores cut down: they are large and public, and what no chain of the run names is left out.
   * @param chains base64 of the certificates that servers sent.
   * @param credentialFiles paths that were named as files of credentials.
   */
  of(record: FileRecord, chains: readonly string[], credentialFiles: readonly string[]): FileRecord {
    const cut = this.#cutter([...new Set(chains)].sort());
    const kept = Object.entries(record).flatMap(([path, entry]): [string, RecordedFile][] => {
      const { read } = entry;
      if (read?.kind !== 'file') return [[path, entry]];
      const isInStore = /^\/etc\/(?:ssl|pki)\//.test(path);
      // A client's own CA or certificate says something by being there, whatever it is for.
      const isStore = isInStore || read.text.length > OWN_FILE_CHARACTERS;
      if (!isStore || !read.text.includes('BEGIN CERTIFICATE'))
        return [[path, { ...entry, read: this.#redact(path, entry, read, credentialFiles) }]];
      const text = cut(read);
      return text === '' && isInStore ? [] : [[path, { ...entry, read: { ...read, text } }]];
    });
    return plainRecord(kept);
  }

  #redact(path: string, entry: RecordedFile, read: Read, credentialFiles: readonly string[]): Read {
    const known = this.#redacted.get(read);
    if (known !== undefined) return known;
    const redacted = redactRecord(plainRecord([[path, entry]]), credentialFiles)[path]?.read ?? { kind: 'absent' };
    this.#redacted.set(read, redacted);
    return redacted;
  }

  /** What a store comes to beside these certificates. */
  #cutter(sent: readonly string[]): (read: Read & { readonly kind: 'file' }) => string {
    const id = sent.join();
    const known = this.#stores.get(id);
    if (known !== undefined) return known;
    const texts = new WeakMap<Read, string>();
    const cut = relevantTo(sent.map((certificate) => Buffer.from(certificate, 'base64')));
    const remembered = (read: Read & { readonly kind: 'file' }): string => {
      const text = texts.get(read) ?? cut(read);
      texts.set(read, text);
      return text;
    };
    this.#stores.set(id, remembered);
    return remembered;
  }
}
