import type { HttpFact } from '../../facts/facts.js';
import { answerEvidence, answerOf, requestLine } from '../answer.js';
import { registryAsked } from '../asked.js';
import type { Evidence } from '../finding.js';
import { endpoint, type Rule, seen } from '../rule.js';

const METHOD_NOT_ALLOWED = 405;
const INSUFFICIENT_STORAGE = 507;

/** What keeps a registry from writing. */
interface Obstacle {
  readonly title: string;
  readonly step: string;
  /** Its own words for it, where they are hidden in a detail. */
  readonly said: string | null;
}

/** Texts of storage drivers and operating systems; the numbers are those of Linux, as distribution's filesystem driver tells them. */
const TEXTS: readonly (Omit<Obstacle, 'said'> & { readonly pattern: RegExp })[] = [
  {
    pattern: /no space left|ENOSPC|"Err":28\b|disk (?:is )?full|not enough (?:disk )?space|insufficient storage/i,
    title: 'has no space left to write',
    step: 'free or add space where its images are stored (docker-registry: garbage-collect; a larger volume)',
  },
  {
    pattern: /quota (?:exceeded|reached)|exceed\w* the .{0,40}quota|storage quota|EDQUOT|"Err":122\b/i,
    title: 'has reached a quota of its storage',
    step: 'raise the quota, or delete images that nobody needs',
  },
  {
    pattern: /read-only file system|EROFS|"Err":30\b|read[- ]only mode/i,
    title: 'has only a read-only storage',
    step: 'mount its storage writable, or end its read-only mode',
  },
  {
    pattern: /"DriverName":.*"Err":13\b|filesystem: .{0,200}permission denied/i,
    title: 'has no right to write to its storage',
    step: 'give the user that the registry runs as the right to write to its storage',
  },
];

/** The registry cannot write: disk full, quota reached, read-only. */
export const registryStorageFullOrReadonly: Rule = {
  code: 'registry-storage-full-or-readonly',
  explains(cause, context) {
    const fact = answerOf(cause, context);
    if (fact === null || cause.request.step !== 'upload' || cause.failure.status === null) return null;
    const obstacle = obstacleIn(fact);
    if (obstacle === null) return null;
    const said: Evidence[] = obstacle.said === null ? [] : [seen(cause, `its storage says: ${obstacle.said}`)];
    return {
      title: `${endpoint(cause.url)} ${obstacle.title}: it answers ${fact.status} to ${requestLine(cause)}`,
      subject: endpoint(cause.url),
      evidence: [...answerEvidence(cause, context), ...said],
      nextStep: `whoever runs ${registryAsked(cause)}: ${obstacle.step}`,
    };
  },
};

function obstacleIn(fact: HttpFact): Obstacle | null {
  if (fact.status === METHOD_NOT_ALLOWED) return closedFor(fact);
  const text = [...fact.errors.map(({ message }) => message), fact.bodyStart].join('\n');
  const known = TEXTS.find(({ pattern }) => pattern.test(text));
  if (known !== undefined) {
    const { title, step, pattern } = known;
    const detail = /"Err":(\d+)/.exec(text)?.[1];
    return { title, step, said: detail === undefined ? (pattern.exec(text)?.[0] ?? null) : `error ${detail} of Linux` };
  }
  if (fact.status !== INSUFFICIENT_STORAGE) return null;
  const [full] = TEXTS;
  return full === undefined ? null : { title: full.title, step: full.step, said: null };
}

/**
 * distribution with `storage: maintenance: readonly` has no POST for uploads at all (`registry/handlers/app.go`, `blobupload.go`: blobUploadDispatcher), a
 * pull-through cache answers UNSUPPORTED (`registry/proxy/proxyblobstore.go`: Create). Any other server's 405 may mean anything.
 */
function closedFor(fact: HttpFact): Obstacle | null {
  if (fact.errors.some(({ code }) => code === 'UNSUPPORTED'))
    return {
      title: 'takes no pushes, as a pull-through cache or in read-only mode',
      step: 'push to the registry behind the cache; or end the read-only mode (docker-registry: storage: maintenance: readonly: enabled: false)',
      said: null,
    };
  if (fact.headers['docker-distribution-api-version'] === undefined || fact.errors.length > 0) return null;
  return {
    title: 'is in read-only mode',
    step: 'end the read-only mode (docker-registry: storage: maintenance: readonly: enabled: false)',
    said: null,
  };
}
