import type { Recogniser } from '../recogniser.js';
import { AUTH_BAD } from './auth-bad.js';
import { AUTH_HELPER } from './auth-helper.js';
import { AUTH_MISSING } from './auth-missing.js';
import { AUTH_RIGHTS } from './auth-rights.js';
import { AUTH_TOKEN } from './auth-token.js';
import { BLOB } from './blob.js';
import { BROKEN } from './broken.js';
import { CONFIGURATION } from './configuration.js';
import { CONTAINERS_IMAGE } from './containers-image.js';
import { CONTAINERS_IMAGE_HOPS } from './containers-image-hops.js';
import { DAEMON } from './daemon.js';
import { DNS } from './dns.js';
import { DNS_SERVERS } from './dns-servers.js';
import { FOREIGN_BUILDS } from './foreign-builds.js';
import { FOREIGN_ENGINES } from './foreign-engines.js';
import { FOREIGN_PODS } from './foreign-pods.js';
import { FOREIGN_SERVICES } from './foreign-services.js';
import { GATEWAY } from './gateway.js';
import { MANIFEST } from './manifest.js';
import { NAMES } from './names.js';
import { PAGES } from './pages.js';
import { POLICY } from './policy.js';
import { PROXY } from './proxy.js';
import { PUSH } from './push.js';
import { STORAGE } from './storage.js';
import { STORAGE_RIGHTS } from './storage-rights.js';
import { TCP } from './tcp.js';
import { TIME } from './time.js';
import { TLS } from './tls.js';
import { TLS_CERTIFICATE } from './tls-certificate.js';
import { TLS_HANDSHAKE } from './tls-handshake.js';
import { TYPES } from './types.js';

/** All recognisers, by family. Which of several counts is decided by their weights, not by their order. */
export const RECOGNISERS: readonly Recogniser[] = [
  ...DNS,
  ...DNS_SERVERS,
  ...TCP,
  ...TIME,
  ...BROKEN,
  ...TLS,
  ...TLS_CERTIFICATE,
  ...TLS_HANDSHAKE,
  ...PROXY,
  ...PAGES,
  ...GATEWAY,
  ...AUTH_MISSING,
  ...AUTH_BAD,
  ...AUTH_RIGHTS,
  ...AUTH_TOKEN,
  ...AUTH_HELPER,
  ...MANIFEST,
  ...TYPES,
  ...BLOB,
  ...PUSH,
  ...STORAGE,
  ...STORAGE_RIGHTS,
  ...CONFIGURATION,
  ...CONTAINERS_IMAGE,
  ...CONTAINERS_IMAGE_HOPS,
  ...POLICY,
  ...DAEMON,
  ...NAMES,
  ...FOREIGN_PODS,
  ...FOREIGN_ENGINES,
  ...FOREIGN_BUILDS,
  ...FOREIGN_SERVICES,
];
