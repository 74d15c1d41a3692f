/** An upload session that a run opened. */
export interface UploadSession {
  /** URL of the request that opened it. */
  readonly at: string;
  /** The registry's own name for it, or null. */
  readonly uuid: string | null;
  /** Until it is known to be cancelled. */
  open: boolean;
}

/** What became of a session, in one sentence. */
export function sessionNote({ at, uuid, open }: UploadSession): string {
  const repository = /\/v2\/(.+)\/blobs\/uploads\/$/.exec(at)?.[1] ?? 'REPOSITORY';
  const directory = `repositories/${repository}/_uploads/${uuid ?? 'UUID'}`;
  return open
    ? `an upload session was opened at ${at} and could not be cancelled: it stays until the registry purges it (docker-registry: ${directory}, a week by default)`
    : `an upload session was opened at ${at} and cancelled; nothing was stored (docker-registry keeps a directory of it without any of the data, ${directory}, until it purges uploads)`;
}
