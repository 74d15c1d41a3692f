import { type OrasReferenceResult, parseOrasReference } from '../oras/reference.js';

/** `oci://` goes, and `+` of a version becomes `_` in its tag (helm `pkg/registry/reference.go`: newReference). */
export function parseHelmReference(text: string): OrasReferenceResult {
  const bare = text.replace(/^oci:\/\//, '');
  const at = bare.lastIndexOf('@');
  const named = at === -1 ? bare : bare.slice(0, at);
  const colon = named.lastIndexOf(':');
  const hasTag = colon !== -1 && !named.slice(colon).includes('/');
  const cleaned = hasTag ? named.slice(0, colon) + named.slice(colon).replaceAll('+', '_') : named;
  return parseOrasReference(`${cleaned}${at === -1 ? '' : bare.slice(at)}`);
}
