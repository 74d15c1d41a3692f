import ipaddr from 'ipaddr.js';
import { duration } from './duration.js';
import type { ReportAttempt, ReportClient } from './schema.js';
import { sourceText } from './source-text.js';

type Source = ReportClient['sources'][number];

/**
 * Why clients come to different ends, in one sentence out of their walks; null where they don't, or where nothing that was seen tells. Compared are the
 * first client that gets through and the first that fails or is slow: what the one did last, and whether the other ever did the like.
 */
export function disagreement(clients: readonly ReportClient[]): string | null {
  const fails = clients.filter(({ outcome }) => outcome === 'fail');
  const ok = clients.filter(({ outcome }) => outcome === 'ok');
  const slow = clients.filter(({ outcome }) => outcome === 'slow');
  if (fails.length > 0) return sentence(ok.length > 0 ? ok : slow, fails);
  return sentence(ok, slow);
}

function sentence(good: readonly ReportClient[], bad: readonly ReportClient[]): string | null {
  const [through] = good;
  const [stuck] = bad;
  if (through === undefined || stuck === undefined) return null;
  if (stuck.outcome === 'slow') return `${through.client} gets through; ${lost(stuck, through)}.`;
  const success = lastRequest(through);
  const found = success === null ? null : difference(success, stuck);
  const end = stuck.says === null ? '' : `it ends with "${stuck.says}"`;
  const fails = `${stuck.client} doesn't`;
  if (found === null) return `${through.client} gets through; ${fails}${end === '' ? '' : `: ${end}`}.`;
  const reason = through.sources.find(
    ({ says }) => found.about.test(says) && coversAddress(says, success?.address ?? null),
  );
  const own = stuck.sources.find(({ says }) => found.about.test(says));
  const gets = `${through.client} gets through ${found.words}${reason === undefined ? '' : `, because ${reason.path.startsWith(through.client) ? `by default ${reason.says}` : `of ${sourceText(reason)}`}`}`;
  const lacks =
    own !== undefined
      ? `it goes by ${sourceText(own)}`
      : stuck.sources.length === 0
        ? 'nothing is configured for it'
        : 'nothing like that is configured for it';
  return `${gets}; ${fails}: ${lacks}${end === '' ? '' : `, and ${end}`}.`;
}

function lost(stuck: ReportClient, through: ReportClient): string {
  const wasted = stuck.attempts.filter((attempt) => attempt.wasted && attempt.parent === null);
  const ms = wasted.reduce((sum, attempt) => sum + attempt.ms, 0);
  const worst = wasted.toSorted((a, b) => b.ms - a.ms)[0]?.url ?? null;
  const asksToo = through.attempts.some(({ url }) => originOf(url) === originOf(worst));
  const where = worst === null ? '' : ` on ${worst}${asksToo ? '' : `, which ${through.client} never asks`}`;
  return `${stuck.client} loses ${duration(ms)}${where}`;
}

/** What sets the request that succeeded apart from all that the other client asked, and what a line that decides it speaks of; null: nothing does. */
function difference(success: ReportAttempt, stuck: ReportClient): { words: string; about: RegExp } | null {
  const asked = stuck.attempts.filter(({ url, parent }) => url !== null && parent === null);
  if (asked.length === 0) return null;
  const { url, tlsVerify, credentialFrom } = success;
  if (!asked.some((each) => hostOf(each.url) === hostOf(url)))
    return { words: `at ${hostOf(url)}`, about: /mirror|location|endpoint|server|host|rewrite/i };
  if (url?.startsWith('http:') && !asked.some((each) => each.url?.startsWith('http:')))
    return { words: 'over plain HTTP', about: /insecure|http:|plain/i };
  if (tlsVerify === false && asked.some((each) => each.tlsVerify === true))
    return { words: 'without checking who answers', about: /insecure|verify/i };
  if (credentialFrom !== null && !asked.some((each) => each.credentialFrom !== null))
    return { words: `with the credentials of ${credentialFrom}`, about: /auth|cred/i };
  return null;
}

function lastRequest({ attempts }: ReportClient): ReportAttempt | null {
  return (
    attempts.findLast(
      ({ outcome, url, parent, method }) => outcome === 'ok' && url !== null && parent === null && method !== null,
    ) ?? null
  );
}

/** The source that decided most: the first file, in the client's own order; null where no file did. */
export function decidingSource(sources: readonly Source[]): Source | null {
  return sources.find(isFile) ?? null;
}

function isFile({ path }: Source): boolean {
  return path.startsWith('/');
}

function originOf(url: string | null): string {
  return /^[a-z]+:\/\/[^/]*/.exec(url ?? '')?.[0] ?? '';
}

/** A line about networks speaks of an address only where one of them holds it; a line without any speaks of all. */
function coversAddress(says: string, address: string | null): boolean {
  const networks = says.match(/[0-9a-f:.]+\/\d{1,3}/gi)?.filter((each) => ipaddr.isValidCIDR(each)) ?? [];
  if (networks.length === 0) return true;
  const host = address?.replace(/:\d+$/, '').replace(/^\[|\]$/g, '') ?? '';
  if (!ipaddr.isValid(host)) return false;
  const parsed = ipaddr.process(host);
  return networks.some((network) => {
    const [base, bits] = ipaddr.parseCIDR(network);
    return base.kind() === parsed.kind() && parsed.match(base, bits);
  });
}

function hostOf(url: string | null): string {
  return /^[a-z]+:\/\/([^/]*)/.exec(url ?? '')?.[1] ?? '';
}
