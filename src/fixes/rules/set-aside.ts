import { hasCertificate } from '../../clients/containers-image/certs/pem.js';
import { shellWord } from '../../text/shell.js';
import { type FixDraft, type FixRule, NO_CHANGE, write } from '../fix.js';
import { reloadFor } from '../reload.js';

/** Files that are one of many or can be made anew; nothing else is taken away whole. */
const EXPENDABLE = /\.json$|\/\.dockercfg$|\/certs\.d\/|\.conf\.d\//;

/** A file that stops the client and can't be corrected by a line: a CA gets its right name, anything else goes out of the way. */
export const setAside: FixRule = {
  codes: ['config-parse-error'],
  drafts(finding, entry, context) {
    const { file } = finding.about;
    if (file === null || !EXPENDABLE.test(file)) return [];
    const reload = reloadFor(entry.plan.client, [file], context.host);
    const read = context.host.files.read(file);
    const drafts: FixDraft[] = [];
    if (file.endsWith('.cert') && read.kind === 'file' && hasCertificate(read.text)) {
      const target = file.replace(/\.cert$/, '.crt');
      drafts.push({
        ...NO_CHANGE,
        kind: 'host',
        summary: `name the CA ${target}: a .cert is taken for a client certificate`,
        limits: ['right where it is a CA certificate; a client certificate needs its key beside it instead'],
        files: [write(target, read.text), { path: file, action: 'remove', content: null, edits: [] }],
        reload,
      });
    }
    drafts.push({
      ...NO_CHANGE,
      kind: 'host',
      summary: `put ${file} out of the way`,
      limits: [`what it holds has no effect then; it stays beside as ${file}.broken`],
      // Said to one client after another, the second time must do no harm.
      commands: [`test ! -e ${shellWord(file)} || mv ${shellWord(file)} ${shellWord(`${file}.broken`)}`],
      reload,
      change: { files: [{ path: file, content: null }] },
    });
    return drafts;
  },
};
