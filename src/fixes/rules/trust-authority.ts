import { certificateCase } from '../../findings/certificates.js';
import type { Cause } from '../../findings/context.js';
import { bareHost } from '../../findings/parts.js';
import { toPem } from '../../trust/relevant.js';
import { causeBehind } from '../cause-behind.js';
import { certificateFile } from '../certificate-place.js';
import { type FixDraft, type FixRule, NO_CHANGE, write } from '../fix.js';
import { type Anchor, anchorOf } from '../trust-anchor.js';

/** The CA where this client reads it for this registry: verification stays on, and other registries are not touched. */
export const trustAuthority: FixRule = {
  codes: [
    'tls-missing-intermediate',
    'tls-self-signed',
    'tls-unknown-ca',
    'auth-token-realm-unreachable',
    'blob-redirect-unreachable',
  ],
  drafts(finding, entry, context) {
    const cause = causeBehind(finding, entry);
    const found = cause?.failure.kind === 'tls-untrusted' ? certificateCase(cause, context) : null;
    const anchor = cause === null || found === null ? null : anchorOf(found, context);
    const path = cause === null || anchor === null ? null : certificateFile(cause, context);
    if (cause === null || anchor === null || path === null) return [];
    return [draft(cause, anchor, path)];
  },
};

function draft(cause: Cause, { certificate, summary, limits }: Anchor, path: string): FixDraft {
  return {
    ...NO_CHANGE,
    kind: 'host',
    summary: summary(bareHost(cause.url)),
    limits: [
      ...limits,
      'for this one registry and the programs that read this directory (buildah, podman, skopeo, CRI-O)',
    ],
    files: [write(path, toPem(certificate.der))],
  };
}
