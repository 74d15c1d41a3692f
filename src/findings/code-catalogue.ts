import { CERTIFICATES } from './code-catalogue/certificates.js';
import { CONNECTIONS } from './code-catalogue/connections.js';
import { CONTENT } from './code-catalogue/content.js';
import type { CodeEntry } from './code-catalogue/entry.js';
import { LOGINS } from './code-catalogue/logins.js';
import { MACHINE } from './code-catalogue/machine.js';
import type { FindingCode } from './codes.js';

export type { CodeEntry } from './code-catalogue/entry.js';

/** What each finding code stands for, in the order of the way from the name of an image to its last layer. */
export const CODE_CATALOGUE: Readonly<Record<FindingCode, CodeEntry>> = {
  ...MACHINE,
  ...CONNECTIONS,
  ...CERTIFICATES,
  ...LOGINS,
  ...CONTENT,
};
