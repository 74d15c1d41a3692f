/** How a step of a walk can fail. Closed: a rule that doesn't know a kind is a compile error, not a silence. */
export type FailureKind =
  | 'dns-nxdomain'
  | 'dns-server-failure'
  | 'dns-timeout'
  | 'dns-unreachable'
  | 'tcp-refused'
  | 'tcp-reset'
  | 'tcp-timeout'
  | 'tcp-unreachable'
  | 'tcp-failed'
  | 'tls-plain-http'
  | 'tls-not-tls'
  | 'tls-untrusted'
  | 'tls-name'
  | 'tls-legacy-name'
  | 'tls-expired'
  | 'tls-not-yet-valid'
  | 'tls-certificate-other'
  | 'tls-alert'
  | 'tls-closed'
  | 'tls-reset'
  | 'tls-timeout'
  | 'tls-failed'
  | 'proxy-refused'
  | 'http-status'
  | 'http-closed'
  | 'http-reset'
  | 'http-timeout'
  | 'http-malformed'
  | 'http-too-large'
  | 'http-redirects'
  | 'http-redirect-refused'
  | 'token-missing'
  | 'credential-not-sendable'
  | 'credential-missing'
  | 'platform-missing'
  | 'content-digest'
  | 'content-size'
  | 'media-type'
  | 'credential-helper'
  | 'config'
  | 'blocked'
  | 'reference';

/** A failure as replayed, with the key of the fact that shows it. */
export interface Failure {
  readonly kind: FailureKind;
  /** HTTP status for `http-status`. */
  readonly status: number | null;
  /** Registry error codes of the body in upper case: `MANIFEST_UNKNOWN`. */
  readonly codes: readonly string[];
  /** The answer was to a ping or a token request, whose body containers/image does not search for codes (`docker/docker_client.go`: httpResponseToError). */
  readonly codesUnread?: true;
  /** Id of the attempt that failed. */
  readonly attempt: number;
  /** Canonical key of the deciding fact, or null for decisions of configuration. */
  readonly fact: string | null;
  /** The hop that failed was the way to, or through, a proxy. */
  readonly proxied: boolean;
  readonly text: string;
}

/** Which failures a rule speaks of. A kind in `except` never matches; statuses narrow `http-status`. */
export interface FailureMatch {
  readonly kinds: readonly FailureKind[] | 'any';
  readonly except: readonly FailureKind[];
  /** Null: any status. */
  readonly statuses: readonly number[] | null;
  /** True: an HTTP status outside `statuses` matches too where the body names registry error codes (containers/common asks by code, not status). */
  readonly orWithCodes?: boolean;
  readonly exceptStatuses: readonly number[];
  /** Registry error codes that never match (containers/common doesn't retry DENIED). */
  readonly exceptCodes: readonly string[];
}

/** Matches every failure. */
export const ANY_FAILURE: FailureMatch = {
  kinds: 'any',
  except: [],
  statuses: null,
  exceptStatuses: [],
  exceptCodes: [],
};

/** Codes count in answers of the 4xx kind only: others' bodies are never read (distribution `registry/client/errors.go`: HandleErrorResponse). */
function namesCodes({ status, codes, codesUnread }: Failure): boolean {
  return codesUnread !== true && codes.length > 0 && status !== null && status >= 400 && status < 500;
}

/** True where the failure is one the rule speaks of. */
export function failureMatches(failure: Failure, match: FailureMatch): boolean {
  if (match.except.includes(failure.kind)) return false;
  if (match.kinds !== 'any' && !match.kinds.includes(failure.kind)) return false;
  if (failure.kind === 'http-status') {
    if (failure.status !== null && match.exceptStatuses.includes(failure.status)) return false;
    const listed = match.statuses === null || (failure.status !== null && match.statuses.includes(failure.status));
    if (!listed && !(match.orWithCodes === true && namesCodes(failure))) return false;
  }
  return !failure.codes.some((code) => match.exceptCodes.includes(code));
}
