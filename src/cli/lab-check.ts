import { check } from '../check/check.js';
import { clientNamed } from '../clients/catalogue.js';
import type { Operation } from '../clients/client.js';
import { memoryFiles } from '../host/memory-files.js';
import type { Lab } from '../lab/lab.js';
import type { Report } from '../report/schema.js';
import { progress } from './progress.js';

/** What every run of a lab takes: probes on loopback answer at once, only silence needs its time. */
const STEP_MS = 5000;
const TOTAL_MS = 12_000;

/** Checks a lab's image on the lab's own machine: its files and variables, nothing of this one. `fix`: files laid over it. */
export async function checkLab(
  lab: Lab,
  options: {
    readonly operation?: Operation;
    readonly fix?: readonly { readonly path: string; readonly content: string }[];
    readonly json?: boolean;
  } = {},
): Promise<Report> {
  const client = clientNamed(lab.client);
  const files = Object.fromEntries([...lab.files, ...(options.fix ?? [])].map(({ path, content }) => [path, content]));
  const shown = progress({ stream: process.stderr, enabled: options.json !== true });
  try {
    return await check({
      reference: lab.references.image,
      operation: options.operation ?? (lab.push === null ? 'pull' : 'push'),
      root: '/',
      files: memoryFiles(files),
      clients: client === undefined ? [] : [{ client, version: client.assumedVersion }],
      flags: {
        tlsVerify: null,
        credentials: false,
        authFile: null,
        certDirectory: null,
        platform: null,
        dockerConfigJson: null,
        ...(lab.push?.partBytes === undefined ? {} : { pushBytes: lab.push.partBytes }),
      },
      credentials: null,
      allowInsecureAuth: false,
      vantage: { network: 'host', resolver: 'host' },
      stepMs: STEP_MS,
      totalMs: TOTAL_MS,
      strict: false,
      environment: { HOME: '/root', ...lab.environment },
      signal: new AbortController().signal,
      onProbe: shown.onProbe,
      portMap: lab.portMap,
    });
  } finally {
    shown.stop();
  }
}
