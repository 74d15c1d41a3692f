import { isOrdinary } from './known-words.js';

/** Ends of names of files, which no domain has. */
const FILE_END =
  /\.(?:conf|toml|ya?ml|json|jsonl|crt|cer|cert|pem|key|d|tmpl|env|sock|service|socket|list|txt|log|html?|xml|sarif|go|js|ts|c|bak|orig|old|save|dpkg-\w+|rpm\w+|tar|gz|tgz|pid|lock|db)$/i;
/** Ends of names of files that domains have too: there the whole name must be known. */
const UNSURE_END = /\.(?:md|so|sh|py|rs|zip|mod|pub)(?:\.\d+)*$/i;
/** Dotted words that are no hosts: plugins of containerd, media types, keys of configuration. */
const NO_HOST =
  /^(?:io\.(?:containerd|kubernetes|cri-o)|vnd|plugins|registry\.(?:mirrors?|configs?|auths?)|mirrors|configs|com\.docker|storage|maintenance|http|kernel|vfs|features|user|net|snap)\./i;
const LABEL = /^[\p{L}\p{N}_](?:[\p{L}\p{M}\p{N}_-]*[\p{L}\p{M}\p{N}_])?$/u;

/**
 * True for words with dots that are versions, names of files, of plugins, of keys: everything else may be the name of a host.
 * @param before the character that stands before it, or an empty text.
 */
export function isNoHost(found: string, before: string): boolean {
  const labels = found.split('.');
  if (!labels.every((label) => LABEL.test(label)) || !/\p{L}{2}/u.test(labels.at(-1) ?? '')) return true;
  if (labels.slice(0, -1).every((label) => /^v?\d+$/i.test(label)) && isOrdinary(found)) return true;
  if (FILE_END.test(found) || NO_HOST.test(found)) return true;
  return UNSURE_END.test(found) && (before === '/' || isOrdinary(found));
}
