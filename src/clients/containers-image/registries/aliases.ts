import type { AliasEntry } from '../registries-config.js';
import type { DecodedFile } from './decode.js';
import { parseNormalized, parseReference, type ReferenceResult, referenceName } from './docker-reference.js';
import { goQuote } from './text.js';
import type { ValidationError } from './validate.js';

/** The aliases of one file, or all of its errors joined as the program prints them (`newShortNameAliasCache`). */
export function validateAliases(aliases: DecodedFile['aliases']): Map<string, AliasEntry> | ValidationError {
  const result = new Map<string, AliasEntry>();
  const errors: ValidationError[] = [];
  for (const { name, value, source } of aliases ?? []) {
    const nameError = checkShortName(name);
    if (nameError !== null) errors.push({ text: nameError, source });
    const parsed = value === '' ? '' : parseAliasValue(value);
    if (typeof parsed === 'string') result.set(name, { value: parsed, source });
    else errors.push({ text: parsed.text, source });
  }
  const first = errors[0];
  return first === undefined ? result : { text: errors.map((error) => error.text).join('\n'), source: first.source };
}

/** The repository an alias stands for in normal form, or the error (shortnames.go `parseShortNameValue`). */
export function parseAliasValue(value: string): string | { readonly text: string } {
  const parsed = parseReference(value);
  if (!parsed.ok) return { text: `parsing alias ${goQuote(value)}: ${parsed.error}` };
  const { domain, tag, digest } = parsed.reference;
  if (digest !== null) return { text: `invalid alias ${goQuote(value)}: must not contain digest` };
  if (tag !== null) return { text: `invalid alias ${goQuote(value)}: must not contain tag` };
  if (!isRegistryDomain(domain)) {
    return { text: `invalid alias ${goQuote(value)}: must contain registry and repository` };
  }
  const normal: ReferenceResult = parseNormalized(value);
  return normal.ok ? referenceName(normal.reference) : { text: normal.error };
}

/** Null for a name that may stand left of an alias, else the error (`validateShortName`). */
export function checkShortName(name: string): string | null {
  const parsed = parseReference(name);
  if (!parsed.ok) return `cannot parse short name: ${goQuote(name)}: ${parsed.error}`;
  const { domain, tag, digest } = parsed.reference;
  if (digest !== null) return `invalid short name ${goQuote(name)}: must not contain digest`;
  if (tag !== null) return `invalid short name ${goQuote(name)}: must not contain tag`;
  return isRegistryDomain(domain) ? `invalid short name ${goQuote(name)}: must not contain registry` : null;
}

/** True for a first component that is taken as a registry: it has a dot or a port, or is `localhost`. */
export function isRegistryDomain(domain: string): boolean {
  return /[.:]/.test(domain) || domain === 'localhost';
}
