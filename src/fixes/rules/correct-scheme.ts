import { causeBehind } from '../cause-behind.js';
import { fileDraft } from '../file-drafts.js';
import { type FixDraft, type FixRule, NO_CHANGE } from '../fix.js';
import { reloadFor } from '../reload.js';

/** `https://` in the line of the client's own file that says `http://` of a port which speaks TLS. */
export const correctScheme: FixRule = {
  codes: ['http-on-https-port'],
  drafts(finding, entry, context) {
    const cause = causeBehind(finding, entry);
    if (cause === null || cause.hop === 'redirect' || cause.hop === 'token') return [];
    const wrong = `http://${cause.url.host}`;
    const paths = new Set(entry.plan.sources.flatMap(({ kind, name }) => (kind === 'file' ? [name] : [])));
    return [...paths].flatMap((path): FixDraft[] => {
      const read = context.host.files.read(path);
      if (read.kind !== 'file' || !read.text.includes(wrong)) return [];
      const content = read.text
        .split('\n')
        .map((line) => (/^\s*#/.test(line) ? line : line.replaceAll(wrong, `https://${cause.url.host}`)))
        .join('\n');
      const files = fileDraft(context.host.files, [{ path, content }]);
      if (files === null) return [];
      return [
        {
          ...NO_CHANGE,
          ...files,
          kind: 'host',
          summary: `say https://${cause.url.host} in ${path}`,
          reload: reloadFor(entry.plan.client, [path], context.host),
        },
      ];
    });
  },
};
