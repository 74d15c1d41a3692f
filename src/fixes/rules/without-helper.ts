import { applyEdits, modify, parseTree } from 'jsonc-parser';
import type { DiagnosisContext } from '../../findings/context.js';
import type { Finding } from '../../findings/finding.js';
import { fileDraft } from '../file-drafts.js';
import { type FixDraft, type FixRule, NO_CHANGE } from '../fix.js';
import { reloadFor } from '../reload.js';

const PREFIX = 'docker-credential-';

/** The line that names a helper goes: images that need no login, and logins written down beside it, work then. */
export const withoutHelper: FixRule = {
  codes: ['auth-helper-missing', 'auth-helper-failed'],
  drafts(finding, entry, context) {
    const { file } = finding.about;
    const name = (finding.subject.split(' ').at(-1) ?? '').slice(PREFIX.length);
    const changed = file === null ? null : withoutName(finding, name, context);
    if (file === null || changed === null) return [];
    const written = fileDraft(context.host.files, [{ path: file, content: changed }]);
    if (written === null) return [];
    const draft: FixDraft = {
      ...NO_CHANGE,
      kind: 'host',
      summary: `take ${PREFIX}${name} out of ${file}`,
      limits: [`logins that ${PREFIX}${name} keeps are not used then: log in anew where one is needed`],
      ...written,
      reload: reloadFor(entry.plan.client, [file], context.host),
    };
    return [draft];
  },
};

/** The file without the helper: `credHelpers`, `credsStore` of JSON, `credential-helpers` of TOML; null where it isn't there. */
function withoutName({ about }: Finding, name: string, { host }: DiagnosisContext): string | null {
  const read = host.files.read(about.file ?? '');
  if (read.kind !== 'file' || name === '') return null;
  return (about.file ?? '').endsWith('.conf') ? withoutItem(read.text, name) : withoutKeys(read.text, name);
}

function withoutKeys(text: string, name: string): string | null {
  let changed = text;
  for (const path of keysWith(text, name)) {
    const edits = modify(changed, [...path], undefined, { formattingOptions: { tabSize: 2, insertSpaces: true } });
    changed = applyEdits(changed, edits);
  }
  return changed === text ? null : changed;
}

function keysWith(text: string, name: string): string[][] {
  return (parseTree(text)?.children ?? []).flatMap(({ children: [key, value] = [] }): string[][] => {
    if (key?.value === 'credsStore' && value?.value === name) return [['credsStore']];
    if (key?.value !== 'credHelpers' || value?.type !== 'object') return [];
    return (value.children ?? []).flatMap(({ children: [registry, helper] = [] }) =>
      helper?.value === name ? [['credHelpers', String(registry?.value)]] : [],
    );
  });
}

/** The item of the list on its one line; lists over several lines are left alone. */
function withoutItem(text: string, name: string): string | null {
  const line = /^[ \t]*credential-helpers[ \t]*=[ \t]*\[([^\]\n]*)\]/m.exec(text);
  const items = (line?.[1] ?? '').split(',').map((item) => item.trim());
  const left = items.filter((item) => item !== '' && item !== `"${name}"` && item !== `'${name}'`);
  if (line === null || left.length === items.length) return null;
  // An empty list would leave the auth files unread.
  const kept = left.length === 0 ? ['"containers-auth.json"'] : left;
  return text.replace(line[0], `credential-helpers = [${kept.join(', ')}]`);
}
