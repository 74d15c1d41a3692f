import type { Rule } from './rule.js';
import { anonymousPushAllowed } from './rules/anonymous-push-allowed.js';
import { anonymousPushDenied } from './rules/anonymous-push-denied.js';
import { authBadCredentials } from './rules/auth-bad-credentials.js';
import { authChallengeMissing } from './rules/auth-challenge-missing.js';
import { authClockSkew } from './rules/auth-clock-skew.js';
import { authDeniedScope } from './rules/auth-denied-scope.js';
import { authExpiredToken } from './rules/auth-expired-token.js';
import { authHelperFailed } from './rules/auth-helper-failed.js';
import { authHelperMissing } from './rules/auth-helper-missing.js';
import { authMissingCredentials } from './rules/auth-missing-credentials.js';
import { authTokenRealmUnreachable } from './rules/auth-token-realm-unreachable.js';
import { blobRedirectUnreachable } from './rules/blob-redirect-unreachable.js';
import { blobUnknownOrCorrupt } from './rules/blob-unknown-or-corrupt.js';
import { captivePortalOrHtml } from './rules/captive-portal-or-html.js';
import { configConflict } from './rules/config-conflict.js';
import { configDeprecated } from './rules/config-deprecated.js';
import { configIgnoredWrongPath } from './rules/config-ignored-wrong-path.js';
import { configNeedsRestart } from './rules/config-needs-restart.js';
import { configParseError } from './rules/config-parse-error.js';
import { configUnknownKey } from './rules/config-unknown-key.js';
import { configWrongDialect } from './rules/config-wrong-dialect.js';
import { digestMismatch } from './rules/digest-mismatch.js';
import { dnsClusterNameOnNode } from './rules/dns-cluster-name-on-node.js';
import { dnsNxdomain } from './rules/dns-nxdomain.js';
import { dnsServerFailure } from './rules/dns-server-failure.js';
import { dnsTimeout } from './rules/dns-timeout.js';
import { fallbackDelay } from './rules/fallback-delay.js';
import { httpOnHttpsPort } from './rules/http-on-https-port.js';
import { httpsOnHttpPort } from './rules/https-on-http-port.js';
import { invalidReference } from './rules/invalid-reference.js';
import { ipv6Broken } from './rules/ipv6-broken.js';
import { manifestUnknown } from './rules/manifest-unknown.js';
import { mediatypeUnsupported } from './rules/mediatype-unsupported.js';
import { policyBlockedRegistry } from './rules/policy-blocked-registry.js';
import { proxyInterception } from './rules/proxy-interception.js';
import { proxyMisconfigured } from './rules/proxy-misconfigured.js';
import { rateLimited } from './rules/rate-limited.js';
import { registry5xx } from './rules/registry-5xx.js';
import { registryStorageFullOrReadonly } from './rules/registry-storage-full-or-readonly.js';
import { repositoryNotFound } from './rules/repository-not-found.js';
import { schema1Unsupported } from './rules/schema1-unsupported.js';
import { shortNameUnresolved } from './rules/short-name-unresolved.js';
import { tcpRefused } from './rules/tcp-refused.js';
import { tcpTimeout } from './rules/tcp-timeout.js';
import { tcpUnreachable } from './rules/tcp-unreachable.js';
import { tlsClientCertRequired } from './rules/tls-client-cert-required.js';
import { tlsExpired } from './rules/tls-expired.js';
import { tlsLegacyCn } from './rules/tls-legacy-cn.js';
import { tlsMissingIntermediate } from './rules/tls-missing-intermediate.js';
import { tlsNameMismatch } from './rules/tls-name-mismatch.js';
import { tlsNotYetValidClockSkew } from './rules/tls-not-yet-valid-clock-skew.js';
import { tlsSelfSigned } from './rules/tls-self-signed.js';
import { tlsUnknownCa } from './rules/tls-unknown-ca.js';
import { tlsVersionOrCipher } from './rules/tls-version-or-cipher.js';
import { uploadRedirectScheme } from './rules/upload-redirect-scheme.js';
import { uploadTooLarge } from './rules/upload-too-large.js';
import { wrongPlatform } from './rules/wrong-platform.js';

/** All rules, the specific before the general: the first that explains a cause has the word. */
export const RULES: readonly Rule[] = [
  authHelperMissing,
  authHelperFailed,
  fallbackDelay,
  // The way through a proxy, then the hop to a token realm, then the layers of a connection, then what answers say.
  proxyInterception,
  proxyMisconfigured,
  authTokenRealmUnreachable,
  uploadRedirectScheme,
  blobRedirectUnreachable,
  dnsClusterNameOnNode,
  dnsNxdomain,
  dnsServerFailure,
  dnsTimeout,
  ipv6Broken,
  tcpRefused,
  tcpTimeout,
  tcpUnreachable,
  httpsOnHttpPort,
  httpOnHttpsPort,
  tlsMissingIntermediate,
  tlsSelfSigned,
  tlsUnknownCa,
  tlsLegacyCn,
  tlsNameMismatch,
  tlsNotYetValidClockSkew,
  tlsExpired,
  tlsClientCertRequired,
  tlsVersionOrCipher,
  // A proxy's refusal of a size or a method is a web page too.
  registryStorageFullOrReadonly,
  uploadTooLarge,
  captivePortalOrHtml,
  // Before statuses: what a blob's are about is the blob, wherever it comes from.
  blobUnknownOrCorrupt,
  rateLimited,
  // Before other statuses: a token service says 400 to a login that has run out.
  authClockSkew,
  authExpiredToken,
  // Before what is said of credentials: crane sends them where nobody asks.
  authChallengeMissing,
  authBadCredentials,
  registry5xx,
  authDeniedScope,
  anonymousPushDenied,
  anonymousPushAllowed,
  authMissingCredentials,
  schema1Unsupported,
  mediatypeUnsupported,
  digestMismatch,
  repositoryNotFound,
  manifestUnknown,
  wrongPlatform,
  policyBlockedRegistry,
  shortNameUnresolved,
  invalidReference,
  configParseError,
  configIgnoredWrongPath,
  configUnknownKey,
  configWrongDialect,
  configConflict,
  configNeedsRestart,
  configDeprecated,
];
