import { createInterface } from 'node:readline';
import { judgeFor, verdictsOn } from '../../../src/check/judge.js';
import { secretReader, vaultWith } from '../../../src/check/secrets.js';
import { versionOf } from '../../../src/check/versions.js';
import { clientNamed } from '../../../src/clients/catalogue.js';
import type { Client, ClientVersion } from '../../../src/clients/client.js';
import { FactBook } from '../../../src/facts/book.js';
import { assembleHostOver } from '../../../src/host/assemble.js';
import { rootFiles } from '../../../src/host/root-files.js';
import { createObserver } from '../../../src/observe/observe.js';
import { createProber } from '../../../src/probes/prober.js';
import { replay } from '../../../src/replay/replay.js';
import type { Attempt, Walk } from '../../../src/replay/walk.js';
import type { Prediction, PredictionRequest } from './prediction.js';

/** As `regdoctor check` without flags: longest time for one probe, and for all. */
const STEP_MS = 5000;
const TOTAL_MS = 15_000;

/** The half of the rig that is regdoctor: plan, probes and replay in the client's namespace; a case a line in, a prediction a line out. */
const versions = new Map<string, ClientVersion>();
for await (const line of createInterface({ input: process.stdin })) {
  const answer = await predict(JSON.parse(line) as PredictionRequest).catch((error: unknown) => ({
    crashed: error instanceof Error ? (error.stack ?? error.message) : String(error),
  }));
  process.stdout.write(`${JSON.stringify(answer)}\n`);
}

async function predict(request: PredictionRequest): Promise<Prediction> {
  const client = clientNamed(request.client);
  if (client === undefined) throw new Error(`regdoctor knows no client ${request.client}`);
  const host = assembleHostOver(rootFiles('/'), {
    root: '/',
    environment: request.environment,
    uid: process.getuid?.() ?? 0,
    nowMs: Date.now(),
    architecture: process.arch,
  });
  const version = await versionHere(client);
  const plan = client.plan({
    host,
    version,
    operation: 'pull',
    reference: request.reference,
    flags: {
      tlsVerify: request.tlsVerify,
      credentials: request.credentials !== null,
      authFile: null,
      certDirectory: null,
      platform: null,
      dockerConfigJson: null,
    },
  });
  const secrets = secretReader(host, vaultWith(request.credentials));
  const prober = createProber({ secrets, portMap: null, readClientCertificate: () => null });
  const facts = new FactBook();
  const judge = judgeFor(verdictsOn(host));
  const walk = (missing: string | null): Walk => replay(plan.root, { facts, judge, allowInsecureAuth: true, missing });
  const signal = AbortSignal.timeout(TOTAL_MS);
  try {
    const observer = createObserver({ facts, prober, stepMs: STEP_MS, signal, onProbe: () => undefined });
    await observer.observe({ required: () => walk(null).needs, scouted: () => [] });
  } finally {
    await prober.close();
  }
  const { outcome, ms, bound, failure, attempts, unknowns } = walk('no answer in time');
  const userOf = (id: string): string => secrets.secret(id)?.username ?? '?';
  return {
    version: version.text,
    outcome,
    ms,
    bound,
    says: failure?.text ?? unknowns.map(({ what, why }) => `${what}: ${why}`).join('; '),
    attempts: attempts.map((attempt) => {
      const id = attempt.facts.find((fact) => fact.startsWith('http '));
      return { ...attempt, sent: id !== undefined, credential: id === undefined ? null : credentialIn(id, userOf) };
    }),
  } satisfies Prediction & { readonly attempts: readonly Attempt[] };
}

/** What a request carried, out of the name of its fact (src/facts/keys.ts: keyId). */
function credentialIn(id: string, userOf: (id: string) => string): string | null {
  const bearer = / bearer=\((.*)\)(?: serial=\d+)?$/.exec(id)?.[1];
  if (bearer !== undefined) return `bearer:${(credentialIn(bearer, userOf) ?? '').replace(/^\w+:/, '')}`;
  const named = / (?:basic|identity-token)=(.*?)(?: serial=\d+)?$/.exec(id)?.[1];
  if (named === undefined) return null;
  const user = named === 'empty' ? '' : userOf(named);
  return / accept=\S+ form=/.test(id) ? `form:${user}` : `basic:${user}`;
}

async function versionHere(client: Client): Promise<ClientVersion> {
  const known = versions.get(client.name) ?? (await versionOf(client, { root: '/', installed: true }));
  versions.set(client.name, known);
  return known;
}
