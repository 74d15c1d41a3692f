import { causeBehind } from '../cause-behind.js';
import { type FixDraft, type FixRule, NO_CHANGE } from '../fix.js';
import { registryTable } from '../registry-table.js';

/** For certificates that only the server can put right: the last resort, and what it gives up. Where adding a CA cures, it is never said. */
export const skipVerification: FixRule = {
  codes: ['tls-legacy-cn', 'tls-name-mismatch', 'tls-expired'],
  drafts(finding, entry, context) {
    if (causeBehind(finding, entry)?.hop !== 'registry') return [];
    const table = registryTable(entry.plan, context, { location: (present) => present, insecure: true });
    if (table === null) return [];
    return table.files.map(
      (file): FixDraft => ({
        ...NO_CHANGE,
        kind: 'host',
        lastResort: true,
        summary: `last resort, until the server is put right: don't check who answers as ${table.prefix}`,
        limits: [
          'gives up all protection: anyone on the way can read the credentials and put another image in place, and plain HTTP is taken too where HTTPS fails',
          'take the file away once the certificate is good',
        ],
        files: [file],
        reload:
          entry.plan.client === 'cri-o' ? 'systemctl reload crio (CRI-O keeps the file until SIGHUP)' : 'none needed',
      }),
    );
  },
};
