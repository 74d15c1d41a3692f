import { isOrdinary } from './known-words.js';
import type { WordBook } from './word-book.js';

/** Domains that everybody uses; names below them say nothing of who asks, as far as they are made of ordinary words. */
const PUBLIC_DOMAINS: readonly string[] = [
  'docker.io',
  'docker.com',
  'quay.io',
  'ghcr.io',
  'gcr.io',
  'k8s.io',
  'kubernetes.io',
  'mcr.microsoft.com',
  'public.ecr.aws',
  'github.com',
  'registry.gitlab.com',
  'redhat.com',
  'redhat.io',
  'suse.com',
  'opensuse.org',
  'fedoraproject.org',
  'elastic.co',
  'nvcr.io',
  'lscr.io',
  'opencontainers.org',
  'golang.org',
];
/** Ends of names that say what kind of name it is, which diagnoses rest on; what stands before them is replaced. */
const KEPT_ENDS: readonly string[] = [
  'svc.cluster.local',
  'pod.cluster.local',
  'cluster.local',
  'in-addr.arpa',
  'ip6.arpa',
  'amazonaws.com',
  'amazonaws.com.cn',
  'azurecr.io',
  'azurecr.cn',
  'azurecr.us',
  'pkg.dev',
  'blob.core.windows.net',
  'cloudfront.net',
  'cloudflarestorage.com',
  'googleapis.com',
];
/** Last labels that belong to nobody (RFC 6761, RFC 6762, RFC 8375, and what networks at home and at work use). */
const KEPT_LAST =
  /^(?:svc|local|localhost|localdomain|internal|intranet|private|lan|home|corp|test|example|invalid|arpa|onion)$/;
/** Labels that say which service of a cloud or cluster it is. */
const KEPT_LABELS = /^(?:svc|pod|dkr|ecr|ecr-fips|s3|blob|core|dualstack|storage|endpoints)$/;

/** Stand-in for a name with or without dots: label by label, so that domains stay domains and names below them stay below them. */
export function hostStandIn(name: string, words: WordBook): string {
  const lower = name.toLowerCase();
  if (lower === 'localhost' || PUBLIC_DOMAINS.includes(lower)) return name;
  const parent = PUBLIC_DOMAINS.find((domain) => lower.endsWith(`.${domain}`));
  if (parent !== undefined) {
    const own = lower.slice(0, -parent.length - 1).split('.');
    return `${own.map((label) => (isOrdinary(label) ? label : words.standIn(label, 'host'))).join('.')}.${parent}`;
  }
  const end = KEPT_ENDS.find((each) => lower === each || lower.endsWith(`.${each}`));
  if (end === lower) return name;
  const labels = (end === undefined ? lower : lower.slice(0, -end.length - 1)).split('.');
  const shown = labels.map((label, index) => {
    const isLast = end === undefined && index === labels.length - 1 && labels.length > 1;
    if (isLast) return KEPT_LAST.test(label) ? label : 'example';
    const isKept =
      label === '' || (labels.length > 1 || end !== undefined ? KEPT_LABELS.test(label) && index > 0 : false);
    return isKept ? label : words.standIn(label, 'host');
  });
  return end === undefined ? shown.join('.') : `${shown.join('.')}.${end}`;
}
