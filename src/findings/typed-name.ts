import { cleanText } from '../text/clean.js';
import { withoutUserInformation } from '../text/user-information.js';
import type { Cause } from './context.js';
import { stopBehind } from './stop.js';

/** Longest echo of what was typed. */
const MAX_NAME = 200;

/** The name as typed behind a plan that stops at the name, without anything secret in it; null where it is not known. */
export function typedName(cause: Cause): string | null {
  const stop = stopBehind(cause);
  const own = stop?.sources.find(({ kind, name }) => kind === 'flag' && name === 'reference')?.says;
  const quoted = /"([^"]{1,300})"|image name (\S+) returns/.exec(cause.failure.text);
  const typed = own ?? quoted?.[1] ?? quoted?.[2] ?? null;
  return typed === null ? null : cleanText(withoutUserInformation(typed), MAX_NAME);
}

/** True for a short name that led nowhere; a name that is wrong in itself isn't one, though it has no registry either. */
export function isUnresolvedShortName({ failure, case: { plan } }: Cause): boolean {
  if (failure.kind !== 'reference' || /both a tag and digest/.test(failure.text)) return false;
  return plan.observations.some(({ code, text }) => code === 'short-name-unresolved' && text === failure.text);
}
