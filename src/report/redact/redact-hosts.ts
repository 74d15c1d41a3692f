import type { Report } from '../schema.js';
import { REMOVED_CERTIFICATE, withoutCertificates } from './certificates.js';
import { collectNames } from './collect.js';
import { mapTexts, textsIn } from './map-texts.js';
import { NAMES_REPLACED } from './mark.js';
import { withNamedFields } from './named-fields.js';
import { Names } from './names.js';
import { replaceNames } from './replace-text.js';
import { sweep } from './sweep.js';

/** What has been taken out so far, over all reports: different originals, not places. */
export interface Replaced {
  readonly words: number;
  readonly addresses: number;
  readonly certificates: number;
  /** Texts that went as a whole. */
  readonly texts: number;
}

/** Replaces names of hosts, addresses and users, the same one by the same words everywhere, however many reports go through it. */
export interface HostRedactor {
  report(report: Report): Report;
  /** The same for a line that goes to the terminal. */
  text(line: string): string;
  replaced(): Replaced;
}

/** Texts remembered at a time: a report has a few thousand. */
const MOST_REMEMBERED = 10_000;
const NOTE =
  'names of hosts, addresses, repositories and users are replaced, the same one by the same words everywhere; certificates are cut (--redact-hosts); shown again, it says what it said, for without them nothing can be diagnosed again';

/** A redactor for one run. What goes in is never changed; the same report comes out the same again. */
export function createHostRedactor(): HostRedactor {
  const names = new Names();
  const certificates = new Set<string>();
  /** A report goes to the screen and into several files. */
  const done = new WeakMap<Report, Report>();
  let texts = 0;
  const change = remembering(names, (text) => {
    const { text: bare, count } = withoutCertificates(text);
    if (count > 0) certificates.add(text);
    return bare === REMOVED_CERTIFICATE ? bare : replaceNames(bare, names);
  });
  return {
    report(report) {
      const known = done.get(report);
      if (known !== undefined) return known;
      // It went through here before: its names stand for others.
      if (report.inputs[NAMES_REPLACED] === true) return report;
      collectNames(report, names);
      // The first time only learns: a name may stand in a text before the place that shows what it is.
      for (const text of textsIn(report)) change(text);
      const shown = withNamedFields(mapTexts(report, change), report, names);
      const { value, count } = sweep(shown, names.telling);
      texts = Math.max(texts, count);
      const result = {
        ...value,
        inputs: { ...value.inputs, [NAMES_REPLACED]: true },
        notes: [...value.notes, ...notes(count)],
      };
      done.set(report, result);
      return result;
    },
    text: (line) => {
      names.addresses.avoid(line);
      return sweep(change(line), names.telling).value;
    },
    replaced: () => ({
      words: names.words.size,
      addresses: names.addresses.size,
      certificates: certificates.size,
      texts,
    }),
  };
}

/** Texts repeat a lot: what one became is told again as long as no new name is known. */
function remembering(names: Names, change: (text: string) => string): (text: string) => string {
  const known = new Map<string, string>();
  let size = names.size;
  return (text) => {
    if (size !== names.size || known.size > MOST_REMEMBERED) known.clear();
    size = names.size;
    const found = known.get(text);
    if (found !== undefined) return found;
    const made = change(text);
    known.set(text, made);
    return made;
  };
}

function notes(count: number): string[] {
  const left =
    count === 0
      ? []
      : [`${count} ${count === 1 ? 'text' : 'texts'} went as a whole: names could not be taken out of them`];
  return [NOTE, ...left];
}
