import type { Match } from '../../explain/match.js';
import { isFindingCode } from '../../findings/codes.js';

/** Further causes printed without `--verbose`. */
const MOST_SHOWN = 5;

/** The causes of a text for people: what it is, where it stands, why, and what to type next. */
export function renderExplanation(matches: readonly Match[], options: { readonly verbose: boolean }): string {
  if (matches.length === 0)
    return [
      'Nothing in this text says what is wrong with a registry, as far as regdoctor knows.',
      'next: regdoctor check REFERENCE looks for itself; more of the text helps (kubectl describe pod POD | regdoctor explain)',
      '',
    ].join('\n');
  const shown = options.verbose ? matches : matches.slice(0, MOST_SHOWN);
  const left = matches.length - shown.length;
  return `${shown.map(entry).join('\n')}${left > 0 ? `\nand ${left} more: --verbose shows them\n` : ''}`;
}

function entry(match: Match): string {
  const { code, confidence, line, count, client, reference, host, address, why, next } = match;
  const place = `line ${line}${count > 1 ? `, ${count} times` : ''}`;
  const subject = [reference ?? host, reference !== null && host !== null ? `at ${host}` : null, address].filter(
    (part) => part !== null,
  );
  const about = [client, subject.join(' ')].filter((part) => part !== null && part !== '').join(': ');
  return [
    `${code}  (${sureness(confidence)}; ${place})`,
    ...(about === '' ? [] : [`  ${about}`]),
    ...wrap(why).map((text) => `  ${text}`),
    `  next: ${next}`,
    ...(isFindingCode(code) ? [`  more: regdoctor runbook ${code}`] : []),
    '',
  ].join('\n');
}

function sureness(confidence: number): string {
  return confidence >= 0.85 ? 'certain' : confidence >= 0.65 ? 'likely' : confidence >= 0.4 ? 'possible' : 'a guess';
}

/** Width for reading, below the 80 columns of a plain terminal. */
const WIDTH = 76;

function wrap(text: string): string[] {
  const lines: string[] = [];
  let line = '';
  for (const word of text.split(' ')) {
    if (line !== '' && line.length + 1 + word.length > WIDTH) {
      lines.push(line);
      line = word;
    } else line = line === '' ? word : `${line} ${word}`;
  }
  return line === '' ? lines : [...lines, line];
}
