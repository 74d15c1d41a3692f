import { mkdir, writeFile } from 'node:fs/promises';
import { check } from '../../src/check/check.js';
import { clientNamed } from '../../src/clients/catalogue.js';
import { memoryFiles } from '../../src/host/memory-files.js';
import { startLab } from '../../src/lab/lab.js';
import type { Report } from '../../src/report/schema.js';
import { CASES, type GoldenCase } from './cases.js';

export const REPORTS = new URL('reports/', import.meta.url);
/** What a step takes in every recorded case, milliseconds: what this machine took would differ from run to run. */
const STEADY_MS: Readonly<Record<string, number>> = { dns: 2, tcp: 1, tls: 12, http: 20, helper: 5, certificate: 20 };
/** Anything longer is a wait that was seen to its end. */
const WAIT_FROM_MS = 1000;
/** Address that a lab's loopback address is shown as: readers should not think of their own machine. */
const SHOWN_ADDRESS = '10.0.0.7';
const STEP_MS = 3000;
const TOTAL_MS = 10_000;

/** Runs every case on loopback and saves what was seen: facts and configuration, with steady times. What follows from them is worked out by each test run. */
export async function recordAll(): Promise<void> {
  await mkdir(REPORTS, { recursive: true });
  for (const each of CASES)
    await writeFile(new URL(`${each.name}.json`, REPORTS), `${JSON.stringify(await record(each), null, 1)}\n`);
}

async function record({ lab: name, clients, reference, files, vantage }: GoldenCase): Promise<unknown> {
  const lab = name === null ? null : await startLab(name);
  try {
    const chosen = (clients ?? [lab?.client ?? '']).flatMap((each) => clientNamed(each) ?? []);
    const report = await check({
      reference: reference ?? lab?.references.image ?? '',
      operation: 'pull',
      root: vantage?.files ?? '/',
      files: memoryFiles({
        ...Object.fromEntries((lab?.files ?? []).map(({ path, content }) => [path, content])),
        ...files,
      }),
      clients: chosen.map((client) => ({ client, version: client.assumedVersion })),
      flags: {
        tlsVerify: null,
        credentials: false,
        authFile: null,
        certDirectory: null,
        platform: null,
        dockerConfigJson: null,
      },
      credentials: null,
      allowInsecureAuth: false,
      vantage: vantage ?? { network: 'host', resolver: 'host' },
      stepMs: STEP_MS,
      totalMs: TOTAL_MS,
      strict: false,
      environment: { HOME: '/root', ...lab?.environment },
      signal: new AbortController().signal,
      onProbe: () => undefined,
      portMap: lab?.portMap ?? null,
    });
    return steady(report, lab?.addresses[0] ?? null);
  } finally {
    await lab?.stop();
  }
}

function steady(report: Report, address: string | null): unknown {
  const facts = Object.entries(report.facts).map(([key, fact]) => [key, steadyFact(fact)] as const);
  // Clients and findings are worked out anew by every test run.
  const bare = { ...report, clients: [], findings: [], unknown: [], facts: Object.fromEntries(facts) };
  const text = JSON.stringify({ ...bare, timing: { totalMs: 0 } });
  return JSON.parse(address === null ? text : text.replaceAll(address, SHOWN_ADDRESS));
}

function steadyFact(fact: Report['facts'][string]): Report['facts'][string] {
  const { kind, ms } = fact;
  if (typeof ms !== 'number') return fact;
  return { ...fact, ms: ms < WAIT_FROM_MS ? (STEADY_MS[String(kind)] ?? 1) : Math.round(ms / 100) * 100 };
}
