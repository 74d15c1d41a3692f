import type { SavedInputs } from '../check/inputs.js';
import type { FileRead, HostFiles } from '../host/host.js';
import { REMOVED_KEY } from '../host/redact.js';
import { REDACTED, redactedAuth } from '../host/redact-values.js';
import { redactUserInformation } from '../host/user-information.js';
import type { ApplyFile } from '../report/apply/schema.js';
import type { ReportFix } from '../report/schema.js';
import type { Change } from './change.js';
import { copyInJson } from './copy-in-json.js';
import { MAX_FILE_BYTES, notWritable, type Place, placeUnder } from './disk/place.js';
import { wrongWith } from './path-rules.js';
import { changedSince, withoutSecrets } from './recorded.js';
import { unifiedDiff } from './unified-diff.js';

/** A file of a fix as it was found: what would become of it, and the change that does it (null: it is so already). */
export interface Inspected {
  readonly file: ApplyFile;
  readonly change: Change | null;
}

/** The machine that is looked at. */
export interface Ground {
  /** The root, without links in its path. */
  readonly base: string;
  readonly disk: HostFiles;
  readonly inputs: SavedInputs;
}

type FixFile = ReportFix['files'][number];

/** What redaction puts in the place of what it takes out. */
const REDUCED: readonly string[] = [
  REDACTED,
  redactedAuth(Buffer.from('user:password').toString('base64')),
  REMOVED_KEY,
  '[comment removed]',
];

/** Looks at one file of a fix and changes nothing. What must not be written is an error: the path and why, one sentence without its full stop. */
export function inspect(file: FixFile, ground: Ground): Inspected | { readonly error: string } {
  const wrong = wrongWith(file.path);
  if (wrong !== null) return { error: `${file.path} ${wrong}` };
  const place = placeUnder(ground.base, file.path, file.action !== 'remove');
  if ('error' in place) return { error: `${file.path} ${place.error}` };
  const old = textOf(place);
  if (old === undefined) return { error: `${file.path} is not UTF-8 text: change it by hand` };
  const next = nextText(file, old);
  if ('error' in next) return { error: `${file.path}: ${next.error}` };
  if (next.text === old) return { file: { ...told(file), state: 'same', diff: [], note: null }, change: null };
  const changed = changedSince(ground.inputs, file.path, readOf(place, ground, file.path));
  if (changed !== null) return { error: `${file.path} ${changed}` };
  const state = next.text === null ? 'removed' : old === null ? 'new' : 'changed';
  const harmless = old === null ? null : withoutSecrets(ground.inputs, file.path, old);
  const diff = file.action === 'write' ? unifiedDiff(old, next.text ?? '', harmless).map(redactUserInformation) : [];
  const change = { path: file.path, place, content: next.text === null ? null : Buffer.from(next.text) };
  return { file: { ...told(file), state, diff, note: noteOf(place) }, change };
}

function told({ path, action, edits }: FixFile): Pick<ApplyFile, 'path' | 'action' | 'edits' | 'written'> {
  return { path, action, edits, written: false };
}

/** Null: nothing is there. Undefined: what is there is no text, which would not come out of a rewrite as it went in. A link to remove counts as text of its own. */
function textOf({ there }: Place): string | null | undefined {
  if (there.kind === 'nothing') return null;
  if (there.kind === 'link') return '';
  const text = there.bytes.toString('utf8');
  return Buffer.from(text).equals(there.bytes) ? text : undefined;
}

function nextText(
  { action, content, edits }: FixFile,
  old: string | null,
): { readonly text: string | null } | { readonly error: string } {
  if (action === 'remove') return { text: null };
  if (action === 'edit') {
    if (old === null) return { error: 'it is not there' };
    const copied = copyInJson(old, edits);
    return copied.ok ? { text: copied.text } : { error: copied.why };
  }
  if (content === null) return { error: 'the fix has no content for it' };
  if (Buffer.byteLength(content) > MAX_FILE_BYTES)
    return { error: `the new content is larger than ${MAX_FILE_BYTES} bytes` };
  // A report has no secrets: what was made from one must not take the machine's away.
  if (REDUCED.some((mark) => count(content, mark) > count(old ?? '', mark)))
    return { error: 'the new content came through a report that left things out' };
  return { text: content };
}

function count(text: string, mark: string): number {
  return text.split(mark).length - 1;
}

/** As a check would have read it; what a link to remove leads to decides nothing about the link. */
function readOf({ there }: Place, { disk }: Ground, path: string): FileRead {
  if (there.kind === 'file') return { kind: 'file', text: there.bytes.toString('utf8'), bytes: there.bytes.length };
  return there.kind === 'nothing' ? { kind: 'absent' } : disk.read(path);
}

function noteOf(place: Place): string | null {
  const reason = notWritable(place);
  return reason === null ? null : `this user can't write in ${place.directory} (${reason})`;
}
