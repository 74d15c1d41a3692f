import { keyId } from '../../facts/keys.js';
import { choosePlatform } from '../../replay/nodes/index-choice.js';
import { answerOf, atHop } from '../answer.js';
import { manifestIn, registryAsked, repositoryIn } from '../asked.js';
import type { Case, DiagnosisContext } from '../context.js';
import type { Finding } from '../finding.js';
import { endpoint, type Rule } from '../rule.js';

/** Platforms told; an index with more has the rest counted. */
const MAX_PLATFORMS = 8;

/** The image is there, but its index has nothing for this operating system and architecture. */
export const wrongPlatform: Rule = {
  code: 'wrong-platform',
  explains(cause, context) {
    if (cause.failure.kind !== 'platform-missing') return null;
    const fact = answerOf(cause, context);
    const platforms = [
      ...new Set(
        (fact?.index ?? [])
          // Attestations stand in an index as unknown/unknown; nobody can run them.
          .filter(({ os, architecture }) => os !== null && os !== 'unknown' && architecture !== null)
          .map(({ os, architecture, variant }) => [os, architecture, ...(variant === null ? [] : [variant])].join('/')),
      ),
    ];
    const wanted = /no image for (\S+) in/.exec(cause.failure.text)?.[1] ?? 'this platform';
    const more = platforms.length > MAX_PLATFORMS ? ` and ${platforms.length - MAX_PLATFORMS} more` : '';
    const listed =
      platforms.length === 0 ? 'no platform at all' : `${platforms.slice(0, MAX_PLATFORMS).join(', ')}${more}`;
    const registry = registryAsked(cause);
    const repository = repositoryIn(cause.url) ?? '';
    const tag = manifestIn(cause.url) ?? '';
    const name = `${registry}/${repository}${tag.includes(':') ? '@' : ':'}${tag}`;
    const other =
      platforms[0] === undefined
        ? ''
        : `, or ask for one that is there with --platform ${platforms[0]} (it runs only there or emulated)`;
    return {
      title: `${name} has no image for ${wanted}; it has ${listed}`,
      subject: name,
      evidence: [atHop(cause, `the index lists ${listed}`)],
      nextStep: `whoever builds ${repository}: build and push it for ${wanted} too${other}`,
      about: { origin: endpoint(cause.url), registry, file: null },
    };
  },
  notices(context) {
    return context.cases.flatMap((entry) => foreignImage(entry, context) ?? []);
  },
};

/** A single image, no index before it, that was built for another machine: it pulls, and then can't run. */
function foreignImage(entry: Case, context: DiagnosisContext): Finding | null {
  const { walk, plan } = entry;
  if (walk.outcome !== 'ok' || plan.operation !== 'pull' || walk.manifest?.method !== 'GET') return null;
  const manifest = context.facts.get(walk.manifest);
  const chosenByIndex = walk.attempts.filter(({ step, outcome }) => step === 'manifest' && outcome === 'ok').length > 1;
  if (manifest?.configDigest == null || chosenByIndex) return null;
  const url = walk.manifest.url.replace(/\/manifests\/[^/]*$/, `/blobs/${manifest.configDigest}`);
  const key = { ...walk.manifest, url, accept: 'configuration' } as const;
  const image = context.trials.wanted(key)?.platform ?? null;
  const wanted = context.flags.platform ?? context.host.platform;
  if (image === null || choosePlatform([{ ...image, digest: '', mediaType: null }], wanted) !== null) return null;
  const built = words(image);
  const registry = new URL(url).host;
  const name = `${registry}/${repositoryIn(new URL(walk.manifest.url)) ?? ''}`;
  return {
    code: 'wrong-platform',
    severity: 'warning',
    title: `the image pulls, but is built for ${built} and can't run on ${words(wanted)}`,
    subject: name,
    location: null,
    evidence: [{ text: `its configuration says ${built}; no index offers another`, fact: keyId(key) }],
    clients: [plan.client],
    causedBy: null,
    detail: null,
    nextStep: `whoever builds ${name}: build it for ${words(wanted)} and push an index of both`,
    about: { origin: new URL(url).origin, registry, file: null },
  };
}

function words({ os, architecture, variant }: { os: string; architecture: string; variant: string | null }): string {
  return `${os}/${architecture}${variant === null ? '' : `/${variant}`}`;
}
