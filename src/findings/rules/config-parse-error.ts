import type { Observation } from '../../clients/client.js';
import { cleanText } from '../../text/clean.js';
import type { Case, Cause, DiagnosisContext } from '../context.js';
import { byCure, deadSettings, INFO, type Weight } from '../dead-setting.js';
import { foreignForm } from '../foreign-form.js';
import type { Rule } from '../rule.js';
import { locationOf, placeOf, stopBehind } from '../stop.js';
import { isRewritten } from '../typed-name.js';
import { conflictOf } from './config-conflict.js';

/** A client's own error about a file quotes the path several times; a title needs its end only. */
const MAX_REASON = 220;

/** A file that the client can't take: it stops before any network, for every registry, or goes on as if the file weren't there. */
export const configParseError: Rule = {
  code: 'config-parse-error',
  explains(cause, context) {
    if (
      cause.failure.kind !== 'config' ||
      isRewritten(cause) ||
      foreignForm(cause) !== null ||
      conflictOf(cause) !== null
    )
      return null;
    const source = stopBehind(cause)?.sources[0];
    if (source === undefined || isConflict(cause, source.name, context)) return null;
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
  notices: (context) =>
    deadSettings('config-parse-error', context, passedOver).filter(({ severity }) => severity !== 'info'),
};

/** A file that is passed over with a line in a log; one that stops the client has been explained. */
function passedOver(entry: Case, observation: Observation, context: DiagnosisContext): Weight {
  return entry.walk.failure?.kind === 'config' ? INFO : byCure(entry, observation, context);
}

/** Two settings that exclude each other, with the files in which they don't: told as that, see config-conflict. */
function isConflict({ case: entry }: Cause, path: string, context: DiagnosisContext): boolean {
  return entry.plan.observations
    .filter(({ code, source }) => code === 'config-conflict' && source.name === path)
    .some((observation) => byCure(entry, observation, context).severity !== 'info');
}

/** What comes after the last mention of the file in the client's text. */
function reasonIn(text: string, path: string): string {
  const at = text.lastIndexOf(path);
  const rest = at === -1 ? text : text.slice(at + path.length).replace(/^["')]*:?\s*/, '');
  return cleanText(rest === '' ? text : rest, MAX_REASON);
}
