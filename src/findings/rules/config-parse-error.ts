import { cleanText } from '../../text/clean.js';
import { foreignForm } from '../foreign-form.js';
import type { Rule } from '../rule.js';
import { locationOf, placeOf, stopBehind } from '../stop.js';
import { isRewritten } from '../typed-name.js';
import { conflictOf } from './config-conflict.js';

/** A client's own error about a file quotes the path several times; a title needs its end only. */
const MAX_REASON = 220;

/** A file that the client can't take: it stops before any network, for every registry. */
export const configParseError: Rule = {
  code: 'config-parse-error',
  explains(cause) {
    if (
      cause.failure.kind !== 'config' ||
      isRewritten(cause) ||
      foreignForm(cause) !== null ||
      conflictOf(cause) !== null
    )
      return null;
    const source = stopBehind(cause)?.sources[0];
    if (source === undefined) return null;
    const { plan } = cause.case;
    const place = placeOf(source);
    const said = cleanText(cause.failure.text, MAX_REASON * 2);
    return {
      title: `${plan.client} stops before any network because of ${place}: ${reasonIn(said, source.name)}`,
      subject: source.name,
      location: locationOf(source),
      evidence: [{ text: `${place}: ${plan.client} says "${said}"`, fact: null }],
      nextStep: `whoever keeps ${source.name}: correct ${source.line === null ? 'it' : `line ${source.line}`} (${reasonIn(said, source.name)})`,
      about: { origin: null, registry: null, file: source.kind === 'file' ? source.name : null },
    };
  },
};

/** What comes after the last mention of the file in the client's text. */
function reasonIn(text: string, path: string): string {
  const at = text.lastIndexOf(path);
  const rest = at === -1 ? text : text.slice(at + path.length).replace(/^["')]*:?\s*/, '');
  return cleanText(rest === '' ? text : rest, MAX_REASON);
}
