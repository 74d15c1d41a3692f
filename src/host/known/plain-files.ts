/** Lines of files that have neither keys nor secrets, as far as the pattern goes; what doesn't fit is left empty. */
const FILES: readonly { readonly path: RegExp; readonly keep: RegExp }[] = [
  { path: /\/etc\/hosts$/, keep: /^[0-9a-fA-F.:%\w]+[ \t]+[\w.:-]+(?:[ \t]+[\w.:-]+)*/ },
  { path: /\/etc\/hostname$/, keep: /^[\w.-]{1,253}$/ },
  { path: /\/resolv\.conf$/, keep: /^[ \t]*(?:nameserver|search|domain|options|sortlist)[ \t]+[\w.:%/ \t-]*/ },
  { path: /\/nsswitch\.conf$/, keep: /^[ \t]*\w+:[\w \t[\]=!.-]*/ },
  { path: /\/(?:gai|host)\.conf$/, keep: /^[ \t]*(?:label|precedence|reload|scopev4|multi|order|trim)[\w.:/ \t,-]*/ },
  { path: /\/etc\/sub[ug]id$/, keep: /^[\w.-]+:\d+:\d+/ },
];
/** Name, password, user and group id, real name, home, shell: only the id and the home decide anything. */
const PASSWD = /\/etc\/passwd$/;

/** A file of lines as it may go into a report; null where it is none of those known here. @param comment what becomes of a comment. */
export function keepPlainFile(path: string, text: string, comment: (found: string) => string): string | null {
  if (PASSWD.test(path)) return eachLine(text, passwdLine);
  const known = FILES.find((file) => file.path.test(path));
  if (known === undefined) return null;
  return eachLine(text, (line) => {
    const [, before = line, found = ''] = /^([^#;]*)([#;].*)?$/.exec(line) ?? [];
    const kept = known.keep.exec(before)?.[0] ?? '';
    const shown = kept.trim() === before.trim() ? before : kept;
    return shown + (found === '' ? '' : comment(found));
  });
}

function passwdLine(line: string): string {
  const columns = line.split(':');
  return columns.length < 7 ? '' : `x:x:${columns[2]}:${columns[3]}::${columns[5]}:`;
}

function eachLine(text: string, change: (line: string) => string): string {
  return text
    .split('\n')
    .map((line) => (line.endsWith('\r') ? `${change(line.slice(0, -1))}\r` : change(line)))
    .join('\n');
}
