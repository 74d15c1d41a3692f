import type { Report } from '../schema.js';

/** What ran where, as the report says; `packedBy`: the regdoctor and Node that packed the bundle. */
export interface Versions {
  readonly regdoctor: string;
  readonly clients: readonly { readonly client: string; readonly version: string; readonly versionFrom: string }[];
  readonly platform: unknown;
  readonly libc: unknown;
  readonly packedBy: { readonly regdoctor: string; readonly node: string };
}

/** Versions out of a report. @param packedBy what packs it now. */
export function versionsOf({ tool, clients, inputs }: Report, packedBy: Versions['packedBy']): Versions {
  return {
    regdoctor: tool.version,
    clients: clients.map(({ client, version, versionFrom }) => ({ client, version, versionFrom })),
    platform: inputs['platform'] ?? null,
    libc: inputs['libc'] ?? null,
    packedBy,
  };
}
