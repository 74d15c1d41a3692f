import { posix } from 'node:path';
import { type SystemStore, systemStore } from '../../clients/go/system-stores.js';
import { certificateCase } from '../../findings/certificates.js';
import type { Cause, DiagnosisContext } from '../../findings/context.js';
import { bareHost } from '../../findings/parts.js';
import { toPem } from '../../trust/relevant.js';
import { causeBehind } from '../cause-behind.js';
import { type FixDraft, type FixRule, NO_CHANGE, write } from '../fix.js';
import { restartCommand } from '../reload.js';
import { anchorOf } from '../trust-anchor.js';

/** Names for the file, the first free one first. */
const MAX_NAMES = 9;

/**
 * The CA in the system's store, by the means of the distribution: what is left where a client has no place of its own, and else the wider alternative.
 * Replayed with the bundle as the distribution's command would write it.
 */
export const systemStoreAuthority: FixRule = {
  codes: [
    'tls-missing-intermediate',
    'tls-self-signed',
    'tls-unknown-ca',
    'auth-token-realm-unreachable',
    'blob-redirect-unreachable',
  ],
  drafts(finding, entry, context) {
    const cause = causeBehind(finding, entry);
    const store = systemStore(context.host);
    if (cause?.failure.kind !== 'tls-untrusted' || store === null) return [];
    const found = certificateCase(cause, context);
    const anchor = found === null ? null : anchorOf(found, context);
    if (anchor === null) return [];
    const pem = toPem(anchor.certificate.der);
    const path = freePath(store, cause, pem, context);
    if (path === null) return [];
    const restart = restartCommand(entry.plan.client, context.host);
    return [
      {
        ...NO_CHANGE,
        kind: 'host',
        summary: `${anchor.summary(bareHost(cause.url))}: for the whole machine, in ${store.name}’s store`,
        limits: [
          ...anchor.limits,
          'trusted for every name, by every program that uses the store: curl, git and package managers too',
          ...(context.host.uid === 0 ? [] : ['root has to do it']),
        ],
        files: [write(path, pem)],
        commands: [store.command],
        reload: restart === null ? 'none needed' : `${restart} (a running program does not read the store again)`,
        change: { files: extended(store, pem, context) },
      } satisfies FixDraft,
    ];
  },
};

/** A name in the store's directory that is free, or holds the same. The command takes files that end in `.crt` only. */
function freePath({ directory }: SystemStore, { url }: Cause, pem: string, { host }: DiagnosisContext): string | null {
  const name = bareHost(url).replaceAll(/[^A-Za-z0-9.-]/g, '-');
  const names = Array.from({ length: MAX_NAMES }, (_, at) => (at === 0 ? `${name}.crt` : `${name}-${at + 1}.crt`));
  const free = names
    .map((each) => posix.join(directory, each))
    .find((path) => {
      const read = host.files.read(path);
      return read.kind === 'absent' || (read.kind === 'file' && read.text === pem);
    });
  return free ?? null;
}

/** The bundles as the command would leave them: those that are there with the certificate added, else the first, which it makes. */
function extended({ bundles }: SystemStore, pem: string, { host }: DiagnosisContext) {
  const present = bundles.flatMap((path) => {
    const read = host.files.read(path);
    return read.kind === 'file' ? [{ path, content: `${read.text.trimEnd()}\n${pem}` }] : [];
  });
  const [first] = bundles;
  return present.length > 0 || first === undefined ? present : [{ path: first, content: pem }];
}
