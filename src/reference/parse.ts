import { parseGrammar } from './grammar.js';
import { meantReference } from './meant.js';
import type { Reference, ReferenceResult } from './reference.js';

/** Parses an image reference as typed. Hostile input is fine: never throws, and nothing unprintable is echoed. */
export function parseReference(input: string): ReferenceResult {
  const parsed = parseGrammar(input);
  if ('registry' in parsed) return { ok: true, reference: parsed };
  return { ok: false, error: { ...parsed, meant: meantReference(input) } };
}

/** Ports that registries are known to listen on. */
const REGISTRY_PORTS = new Set(['80', '443', '5000', '5001', '5050', '8080', '8081', '8082', '8083', '8443', '5443']);

/**
 * The trap of a reference without a slash: `myreg:5000` is Docker Hub's image `library/myreg` with tag `5000`, never a
 * registry. One sentence where the input looks as if a registry was meant, else null.
 */
export function looksLikeRegistry(reference: Reference): string | null {
  const { input } = reference;
  if (input.includes('/') || reference.digest !== null) return null;
  const [name = '', tag] = input.split(':');
  const isAddress = /^\d+(?:\.\d+){3}$/.test(name);
  const isDomain = name === 'localhost' || isAddress || /\.[a-z]{2,}$/.test(name);
  if (!isDomain && (tag === undefined || !REGISTRY_PORTS.has(tag))) return null;
  const image = `${reference.repository}${tag === undefined ? '' : ` with tag ${tag}`}`;
  const registry = tag !== undefined && /^\d+$/.test(tag) ? input : name;
  return `Without a slash, "${input}" is the image ${image} on Docker Hub; if a registry is meant, write ${registry}/NAME.`;
}
