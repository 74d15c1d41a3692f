import { shellWord as quote } from '../../text/shell.js';
import type { ReportFix } from '../schema.js';

/** Ends the here-document; never a line of a configuration file. */
const END = 'REGDOCTOR_EOF';
/** Characters that would show something else than what is pasted: controls, and the invisible ones that turn the order of letters around. */
export const MISLEADING = /(?![\t\n])[\p{Cc}\p{Cf}\p{Cs}]/u;

/**
 * The fix as shell lines that do what it says when pasted. Null where a file's content, its name or a command must not be shown on a terminal.
 * @param root where the looked-at machine's `/` is mounted here.
 */
export function pasteLines(fix: ReportFix, root: string): string[] | null {
  const under = (path: string): string => (root === '/' ? path : `${root.replace(/\/$/, '')}${path}`);
  const lines: string[] = [];
  if ([...fix.files.map(({ path }) => path), ...fix.commands].some((text) => MISLEADING.test(text))) return null;
  for (const file of fix.files) {
    const path = quote(under(file.path));
    if (file.action === 'write') {
      if (file.content === null || MISLEADING.test(file.content) || file.content.includes(END)) return null;
      lines.push(
        `mkdir -p ${quote(under(file.path).replace(/\/[^/]*$/, ''))}`,
        `cat > ${path} <<'${END}'`,
        ...file.content.replace(/\n$/, '').split('\n'),
        END,
      );
    } else if (file.action === 'remove') {
      lines.push(`mv ${path} ${path}.disabled`);
    } else {
      const program = file.edits
        .map(({ pointer, from }) => `setpath(${jsonPath(pointer)}; getpath(${jsonPath(from)}))`)
        .join(' | ');
      lines.push(`cp -p ${path} ${path}.before && jq ${quote(program)} ${path}.before > ${path}`);
    }
  }
  return [...lines, ...fix.commands];
}

function jsonPath(pointer: string): string {
  return JSON.stringify(
    pointer
      .split('/')
      .slice(1)
      .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~')),
  );
}
