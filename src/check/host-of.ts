import { CLIENTS } from '../clients/catalogue.js';
import type { Client } from '../clients/client.js';
import { programPath } from '../clients/program-path.js';
import { assembleHostOver } from '../host/assemble.js';
import type { Host, HostFiles } from '../host/host.js';
import { runningProcesses } from '../host/processes.js';
import { type FileRecord, recordFiles } from '../host/recorder.js';
import { rootFiles } from '../host/root-files.js';
import type { Subject } from './subject.js';
import { versionOf } from './versions.js';

/** Clients asked for with the version given, or null for those found on the host. */
export type WantedClients = readonly { readonly client: Client; readonly version: string | null }[] | null;

export interface HostOptions {
  readonly root: string;
  /** Environment of this process; counts only where the root is `/`. */
  readonly environment: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since the epoch. */
  readonly nowMs: number;
  /** A machine that exists only in memory instead of the one under `root`. */
  readonly files?: HostFiles;
}

/** A machine and what has been read of it so far. */
export interface LookedAtHost {
  readonly host: Host;
  record(): FileRecord;
}

/** The machine under the root: the same one for `check`, `plan` and `config`. Every file is read once, so that a run sees one state of the disk. */
export function hostOf(options: HostOptions): LookedAtHost {
  const files = options.files ?? rootFiles(options.root);
  const recorder = recordFiles(files);
  const host = assembleHostOver(recorder.files, {
    root: options.root,
    environment: options.environment,
    uid: process.getuid?.() ?? 0,
    nowMs: options.nowMs,
    architecture: process.arch,
    processes: runningProcesses(files),
  });
  return { host, record: recorder.record };
}

/** The clients to judge, with the version that the flag, the program or nobody told. Runs programs only where the root is `/`. */
export async function clientsOn(host: Host, root: string, wanted: WantedClients): Promise<Subject['clients']> {
  const chosen = wanted ?? CLIENTS.filter((client) => client.isOn(host)).map((client) => ({ client, version: null }));
  return Promise.all(
    chosen.map(async ({ client, version }) => ({
      client,
      version:
        version === null
          ? await versionOf(client, { root, installed: client.isOn(host) || hasProgram(client, host) })
          : ({ text: version, from: 'flag' } as const),
    })),
  );
}

/** A program that is named may be there although it isn't what pulls on this machine: ctr, or containerd beside docker. */
function hasProgram({ versionCommand }: Client, host: Host): boolean {
  return versionCommand !== null && programPath(host, versionCommand[0]) !== null;
}
