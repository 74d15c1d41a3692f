import type { Fault } from './fault.js';
import { authBadCredentials } from './faults/auth-bad-credentials.js';
import { authChallengeMissing } from './faults/auth-challenge-missing.js';
import { authClockSkew } from './faults/auth-clock-skew.js';
import { authDeniedScope } from './faults/auth-denied-scope.js';
import { authExpiredToken } from './faults/auth-expired-token.js';
import { authHelperMissing } from './faults/auth-helper-missing.js';
import { authMissingCredentials } from './faults/auth-missing-credentials.js';
import { authTokenRealmUnreachable } from './faults/auth-token-realm-unreachable.js';
import { blobRedirectUnreachable } from './faults/blob-redirect-unreachable.js';
import { blobUnknownOrCorrupt } from './faults/blob-unknown-or-corrupt.js';
import { captivePortal } from './faults/captive-portal-or-html.js';
import { digestMismatch } from './faults/digest-mismatch.js';
import { dnsNxdomain } from './faults/dns-nxdomain.js';
import { fallbackDelay } from './faults/fallback-delay.js';
import { healthyHttp } from './faults/healthy-http.js';
import { healthyHttps } from './faults/healthy-https.js';
import { httpOnHttpsPort } from './faults/http-on-https-port.js';
import { httpsOnHttpPort } from './faults/https-on-http-port.js';
import { k0sRegistriesConfDropIn } from './faults/k0s-registries-conf-drop-in.js';
import { k3sCaUnderMirroredName } from './faults/k3s-ca-under-mirrored-name.js';
import { manifestUnknown } from './faults/manifest-unknown.js';
import { mediatypeUnsupported } from './faults/mediatype-unsupported.js';
import { proxyInterception } from './faults/proxy-interception.js';
import { proxyMisconfigured } from './faults/proxy-misconfigured.js';
import { rateLimited } from './faults/rate-limited.js';
import { registry5xx } from './faults/registry-5xx.js';
import { registryStorageFull } from './faults/registry-storage-full-or-readonly.js';
import { repositoryNotFound } from './faults/repository-not-found.js';
import { schema1Unsupported } from './faults/schema1-unsupported.js';
import { tcpRefused } from './faults/tcp-refused.js';
import { tcpTimeout } from './faults/tcp-timeout.js';
import { tlsClientCertRequired } from './faults/tls-client-cert-required.js';
import { tlsExpired } from './faults/tls-expired.js';
import { tlsMissingIntermediate } from './faults/tls-missing-intermediate.js';
import { tlsNameMismatch } from './faults/tls-name-mismatch.js';
import { tlsNotYetValid } from './faults/tls-not-yet-valid-clock-skew.js';
import { tlsSelfSigned } from './faults/tls-self-signed.js';
import { tlsUnknownCa } from './faults/tls-unknown-ca.js';
import { uploadRedirectScheme } from './faults/upload-redirect-scheme.js';
import { uploadTooLarge } from './faults/upload-too-large.js';
import { wrongPlatform } from './faults/wrong-platform.js';

/** All labs by name: the finding code they show, or `healthy-…`. */
export const FAULTS = {
  'fallback-delay': fallbackDelay,
  'auth-bad-credentials': authBadCredentials,
  'auth-challenge-missing': authChallengeMissing,
  'auth-clock-skew': authClockSkew,
  'auth-denied-scope': authDeniedScope,
  'auth-expired-token': authExpiredToken,
  'auth-helper-missing': authHelperMissing,
  'auth-missing-credentials': authMissingCredentials,
  'auth-token-realm-unreachable': authTokenRealmUnreachable,
  'blob-redirect-unreachable': blobRedirectUnreachable,
  'blob-unknown-or-corrupt': blobUnknownOrCorrupt,
  'captive-portal-or-html': captivePortal,
  'digest-mismatch': digestMismatch,
  'dns-nxdomain': dnsNxdomain,
  'http-on-https-port': httpOnHttpsPort,
  'https-on-http-port': httpsOnHttpPort,
  'k0s-registries-conf-drop-in': k0sRegistriesConfDropIn,
  'k3s-ca-under-mirrored-name': k3sCaUnderMirroredName,
  'manifest-unknown': manifestUnknown,
  'mediatype-unsupported': mediatypeUnsupported,
  'proxy-interception': proxyInterception,
  'proxy-misconfigured': proxyMisconfigured,
  'rate-limited': rateLimited,
  'registry-5xx': registry5xx,
  'registry-storage-full-or-readonly': registryStorageFull,
  'repository-not-found': repositoryNotFound,
  'schema1-unsupported': schema1Unsupported,
  'tcp-refused': tcpRefused,
  'tcp-timeout': tcpTimeout,
  'tls-client-cert-required': tlsClientCertRequired,
  'tls-expired': tlsExpired,
  'tls-missing-intermediate': tlsMissingIntermediate,
  'tls-name-mismatch': tlsNameMismatch,
  'tls-not-yet-valid-clock-skew': tlsNotYetValid,
  'tls-self-signed': tlsSelfSigned,
  'tls-unknown-ca': tlsUnknownCa,
  'upload-redirect-scheme': uploadRedirectScheme,
  'upload-too-large': uploadTooLarge,
  'wrong-platform': wrongPlatform,
  'healthy-http': healthyHttp,
  'healthy-https': healthyHttps,
} as const satisfies Readonly<Record<string, Fault>>;

export type FaultName = keyof typeof FAULTS;

/** True for the name of a lab. */
export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}

/** What labs there are, the case that started regdoctor first. */
export function labCatalogue(): { name: FaultName; title: string; expected: string | null; client: string }[] {
  return (Object.entries(FAULTS) as [FaultName, Fault][]).map(([name, { title, expected, client }]) => ({
    name,
    title,
    expected,
    client,
  }));
}
