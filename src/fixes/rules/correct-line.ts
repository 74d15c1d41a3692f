import { type FixDraft, type FixRule, NO_CHANGE, write } from '../fix.js';
import { reloadFor } from '../reload.js';

/** Ways to make a line of registries.conf sound, best first; replay tells which one works. */
const CORRECTIONS: readonly ((line: string) => string)[] = [
  (line) =>
    line.replace(
      /^(\s*[\w-]+\s*=\s*)(["'])(true|false)\2(\s*(?:#.*)?)$/i,
      (_, key, _quote, value, rest) => `${key}${value.toLowerCase()}${rest}`,
    ),
  (line) => line.replace(/^(\s*(?:location|prefix)\s*=\s*["'])https?:\/\/([^"']*?)\/?(["'])/, '$1$2$3'),
];

/** A broken file in TOML with its line corrected, or else put out of action. Login files hold secrets and are never written out. */
export const correctLine: FixRule = {
  codes: ['config-parse-error'],
  drafts(finding, entry, context) {
    const { location } = finding;
    if (location?.line == null || !/\.(?:conf|toml)$/.test(location.path)) return [];
    const read = context.host.files.read(location.path);
    if (read.kind !== 'file') return [];
    const lines = read.text.split('\n');
    const at = location.line - 1;
    const line = lines[at] ?? '';
    const { path } = location;
    const draft = (changed: string, limits: readonly string[]): FixDraft => ({
      ...NO_CHANGE,
      kind: 'host',
      summary: `correct line ${at + 1} of ${path}`,
      limits,
      files: [write(path, lines.with(at, changed).join('\n'))],
      reload: reloadFor(entry.plan.client, [path], context.host),
    });
    const corrected = CORRECTIONS.map((correct) => correct(line)).filter((each) => each !== line);
    return [
      ...corrected.map((each) => draft(each, [])),
      draft(`# ${line}`, [`what line ${at + 1} was meant to say has no effect then`]),
    ];
  },
};
