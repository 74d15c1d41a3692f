import type { StorageFacts } from '../../facts/storage.js';
import { STORAGE_RULES } from './catalogue.js';
import { type Prospect, prospectsOf } from './prospect.js';
import { roomFinding } from './room.js';
import type { StorageContext, StorageFinding } from './rule.js';

/** What can be done here, what is wrong, and what can't be told. */
export interface StorageDiagnosis {
  readonly prospects: readonly Prospect[];
  readonly findings: readonly StorageFinding[];
  readonly unknown: readonly { readonly what: string; readonly why: string; readonly needed: string }[];
}

/** From facts to findings, one for each cause. What stops only clients that are not installed is a warning. Pure. */
export function diagnoseStorage(facts: StorageFacts): StorageDiagnosis {
  const prospects = prospectsOf(facts);
  const anyInstalled = prospects.some(({ installed }) => installed);
  const causes = [...new Set(prospects.flatMap(({ cause }) => (cause === null ? [] : [cause])))];
  const findings = causes.flatMap((cause): StorageFinding[] => {
    const stopped = prospects.filter((prospect) => prospect.cause === cause);
    const client = facts.clients.find((each) => each.client === stopped[0]?.client);
    const rule = STORAGE_RULES.find((each) => each.causes.includes(cause));
    if (client === undefined || rule === undefined) return [];
    const context: StorageContext = { facts, cause, client, prospects: stopped };
    const stopsSomebody = stopped.some(({ installed }) => installed);
    return [
      {
        ...rule.explains(context),
        code: rule.code,
        severity: stopsSomebody ? 'error' : 'warning',
        cause,
        clients: [...new Set(stopped.map((prospect) => prospect.client))],
        context,
      },
    ];
  });
  const severe = findings.sort((a, b) => Number(a.severity !== 'error') - Number(b.severity !== 'error'));
  const room = roomFinding(facts, prospects);
  return {
    prospects,
    findings: room === null ? severe : [...severe, room],
    unknown: [
      ...prospects.flatMap(({ outcome, client, operation, says, needed }) =>
        outcome === 'unknown'
          ? [
              {
                what: `${client} ${operation}`,
                why: says ?? 'it could not be tried',
                needed: needed ?? 'a try by hand',
              },
            ]
          : [],
      ),
      ...(anyInstalled
        ? []
        : [
            {
              what: 'buildah and podman',
              why: 'neither is on the PATH; said is what they would do',
              needed: 'one of them',
            },
          ]),
    ],
  };
}
