import { posix } from 'node:path';
import type { Host } from '../../host/host.js';
import type { PlanRequest, Remedy, RemedyGoal } from '../client.js';
import { systemTrust } from '../go/system-trust.js';

/** oras has no file for registries: flags of its own, or the system's certificates. */
export function orasRemedies(request: PlanRequest, goal: RemedyGoal): readonly Remedy[] {
  const { host, flags } = request;
  switch (goal.kind) {
    case 'plain-http':
      // Another port can only be written into the reference.
      if (goal.port !== null || flags.plainHttp === true) return [];
      return [
        flagRemedy('give --plain-http: HTTPS is then not tried at all', commandLine(request, '--plain-http'), PLAIN, {
          plainHttp: true,
        }),
      ];
    case 'trust':
      return trustRemedies(host, goal.endpoint, goal.pem, (file) => commandLine(request, `--ca-file ${file}`));
    case 'unverified':
      if (flags.tlsVerify === false) return [];
      return [
        flagRemedy(
          `last resort, until the server is put right: --insecure, nobody checks who answers as ${goal.endpoint}`,
          commandLine(request, '--insecure'),
          UNVERIFIED,
          { tlsVerify: false },
        ),
      ];
  }
}

/** The system's certificates first, which keeps all others in force; then `--ca-file`, which replaces them. */
export function trustRemedies(
  host: Host,
  endpoint: string,
  pem: string,
  command: (file: string) => string,
): readonly Remedy[] {
  const system = systemTrust(host, endpoint, pem, 'none needed');
  const file = posix.join(host.home, `${endpoint.replaceAll(/[^A-Za-z0-9.-]/g, '-')}-ca.crt`);
  return [
    ...(system === null ? [] : [system]),
    {
      summary: `trust this certificate for ${endpoint} with --ca-file`,
      files: [{ path: file, content: pem }],
      prose: [command(file)],
      limits: ['for this command only', 'no other certificate is trusted then, also not for a token server elsewhere'],
      reload: 'none needed',
      flags: { caFile: file },
    },
  ];
}

/** A flag that has to be given. */
export function flagRemedy(
  summary: string,
  command: string,
  limit: string,
  flags: NonNullable<Remedy['flags']>,
): Remedy {
  return {
    summary,
    files: [],
    prose: [command],
    limits: [limit, 'for this command only'],
    reload: 'none needed',
    flags,
  };
}

/** What plain HTTP gives up. */
export const PLAIN =
  'everything, credentials included, crosses the network in clear text, and nobody checks who answers';
/** What no verification gives up. */
export const UNVERIFIED =
  'gives up all protection: anyone on the way can read the credentials and put another artifact in place';

function commandLine({ operation, reference }: PlanRequest, flag: string): string {
  if (operation === 'login') return `oras login ${flag} ${reference.split('/')[0] ?? reference}`;
  return operation === 'push' ? `oras push ${flag} ${reference} FILE` : `oras pull ${flag} ${reference}`;
}
