import { type FixDraft, type FixRule, NO_CHANGE, write } from '../fix.js';
import { reloadFor } from '../reload.js';

/** Ways to make a line of registries.conf sound, best first; replay tells which one works. */
const CORRECTIONS: readonly ((line: string) => string)[] = [
  (line) =>
    line.replace(
      /^(\s*[\w-]+\s*=\s*)(["'])(true|false)\2(\s*(?:#.*)?)$/i,
      (_, key, _quote, value, rest) => `${key}${value.toLowerCase()}${rest}`,
    ),
  (line) => line.replace(/^(\s*)\[\s*registry\s*\](\s*(?:#.*)?)$/, '$1[[registry]]$2'),
  (line) => line.replace(/^(\s*(?:location|prefix)\s*=\s*["'])https?:\/\/([^"']*?)\/?(["'])/, '$1$2$3'),
];

const HEADER = /^\s*\[/;

/** A broken file in TOML with its line corrected, or else put out of action. Login files hold secrets and are never written out. */
export const correctLine: FixRule = {
  codes: ['config-parse-error'],
  drafts(finding, entry, context) {
    const { location } = finding;
    if (location?.line == null || !/\.(?:conf|toml)$/.test(location.path)) return [];
    const read = context.host.files.read(location.path);
    if (read.kind !== 'file') return [];
    const lines = read.text.split('\n');
    const { path } = location;
    const at = location.line - 1;
    const end = endOf(lines, at);
    const corrected = correctedLines(lines, at, end);
    const draft = (line: number, changed: readonly string[], limits: readonly string[]): FixDraft => ({
      ...NO_CHANGE,
      kind: 'host',
      summary: `correct line ${line + 1} of ${path}`,
      limits,
      files: [write(path, changed.join('\n'))],
      reload: reloadFor(entry.plan.client, [path], context.host),
    });
    const without = lines.map((line, index) => (index >= at && index < end && line.trim() !== '' ? `# ${line}` : line));
    const what = end - at === 1 ? `line ${at + 1} was` : `lines ${at + 1} to ${end} were`;
    return [
      ...corrected.map(([index, line]) => draft(index, lines.with(index, line), [])),
      // Under the same words: it is for where no correction works.
      draft(corrected[0]?.[0] ?? at, without, [`what ${what} meant to say has no effect then`]),
    ];
  },
};

/** Corrections of the lines from `at` on, before `end`. */
function correctedLines(
  lines: readonly string[],
  at: number,
  end: number,
): (readonly [index: number, corrected: string])[] {
  return lines
    .slice(at, end)
    .flatMap((line, offset) =>
      CORRECTIONS.map((correct) => [at + offset, correct(line)] as const).filter(([, corrected]) => corrected !== line),
    );
}

/** Where the line that the error names ends, or where that heads a table, the table. */
function endOf(lines: readonly string[], at: number): number {
  if (!HEADER.test(lines[at] ?? '')) return at + 1;
  const next = lines.findIndex((line, index) => index > at && HEADER.test(line));
  const last = lines.findLastIndex((line, index) => line.trim() !== '' && (next === -1 || index < next));
  return Math.max(at, last) + 1;
}
