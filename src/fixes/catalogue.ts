import type { FixRule } from './fix.js';
import { applyCure } from './rules/apply-cure.js';
import { certificateName } from './rules/certificate-name.js';
import { clientRemedy } from './rules/client-remedy.js';
import { copyCredentials } from './rules/copy-credentials.js';
import { correctLine } from './rules/correct-line.js';
import { correctScheme } from './rules/correct-scheme.js';
import { declareEndpoint } from './rules/declare-endpoint.js';
import { digestAlone } from './rules/digest-alone.js';
import { hostsLine } from './rules/hosts-line.js';
import { localMirror } from './rules/local-mirror.js';
import { nameServerOrder } from './rules/name-server-order.js';
import { nameWithoutPort } from './rules/name-without-port.js';
import { proxyAuthority } from './rules/proxy-authority.js';
import { proxyEnvironment } from './rules/proxy-environment.js';
import { pushOverHttp } from './rules/push-over-http.js';
import { restartDaemon } from './rules/restart-daemon.js';
import { setAside } from './rules/set-aside.js';
import { setClock } from './rules/set-clock.js';
import { skipVerification } from './rules/skip-verification.js';
import { systemStoreAuthority } from './rules/system-store.js';
import { trustAuthority } from './rules/trust-authority.js';
import { withoutHelper } from './rules/without-helper.js';

/** All fix rules; several may speak to one finding, in this order. */
export const FIX_RULES: readonly FixRule[] = [
  declareEndpoint,
  pushOverHttp,
  applyCure,
  restartDaemon,
  copyCredentials,
  withoutHelper,
  correctLine,
  correctScheme,
  setAside,
  digestAlone,
  nameWithoutPort,
  trustAuthority,
  certificateName,
  skipVerification,
  setClock,
  hostsLine,
  nameServerOrder,
  proxyEnvironment,
  proxyAuthority,
  localMirror,
  clientRemedy,
  systemStoreAuthority,
];
