import { cleanText } from '../text/clean.js';
import { withoutUserInformation } from '../text/user-information.js';
import type { Cause, DiagnosisContext } from './context.js';

/** Longest echo of what was typed. */
const MAX_NAME = 200;

/** The name as typed, without anything secret in it. */
export function typedName({ reference }: DiagnosisContext): string {
  return cleanText(withoutUserInformation(reference), MAX_NAME);
}

/** True for a short name that led nowhere; a name that is wrong in itself isn't one, though it has no registry either. */
export function isUnresolvedShortName({ failure, case: { plan } }: Cause): boolean {
  if (failure.kind !== 'reference' || /both a tag and digest/.test(failure.text)) return false;
  return plan.observations.some(({ code, text }) => code === 'short-name-unresolved' && text === failure.text);
}

/** True where registries.conf makes something of the name that is no name any more (containers/image `sysregistriesv2`: rewriteReference). */
export function isRewritten({ failure }: Cause): boolean {
  return failure.kind === 'config' && /\brewriting reference\b/.test(failure.text);
}
