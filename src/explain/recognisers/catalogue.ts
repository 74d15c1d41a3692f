import type { Recogniser } from '../recogniser.js';
import { AUTH } from './auth.js';
import { CONFIGURATION } from './configuration.js';
import { CONTENT } from './content.js';
import { DNS } from './dns.js';
import { FOREIGN } from './foreign.js';
import { NAMES } from './names.js';
import { PROXY } from './proxy.js';
import { PUSH } from './push.js';
import { STORAGE } from './storage.js';
import { TCP } from './tcp.js';
import { TLS } from './tls.js';

/** All recognisers, by family. Which of several counts is decided by their weights, not by their order. */
export const RECOGNISERS: readonly Recogniser[] = [
  ...DNS,
  ...TCP,
  ...TLS,
  ...PROXY,
  ...AUTH,
  ...CONTENT,
  ...PUSH,
  ...STORAGE,
  ...CONFIGURATION,
  ...NAMES,
  ...FOREIGN,
];
