import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { check } from '../../src/check/check.js';
import { parseSavedReport } from '../../src/check/saved-report.js';
import { clientNamed } from '../../src/clients/catalogue.js';
import type { FaultName } from '../../src/lab/catalogue.js';
import { type Lab, startLab } from '../../src/lab/lab.js';
import type { Report } from '../../src/report/schema.js';

/** A machine below a directory, and what a check said of it, as `check --json` writes it. */
export interface CheckedMachine {
  readonly root: string;
  readonly report: Report;
  /** A directory beside the root. */
  readonly beside: string;
}

/** As a check of the lab's image on the machine below a directory ends, read back from its JSON. */
export async function checkUnder(root: string, lab: Lab, name: string): Promise<Report> {
  const client = clientNamed(name);
  const report = await check({
    reference: lab.references.image,
    operation: 'pull',
    root,
    clients: client === undefined ? [] : [{ client, version: client.assumedVersion }],
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
    vantage: { network: 'host', resolver: 'host' },
    stepMs: 5000,
    totalMs: 12_000,
    strict: false,
    environment: {},
    signal: new AbortController().signal,
    onProbe: () => undefined,
    portMap: lab.portMap,
  });
  return parsed(JSON.stringify(report));
}

/** A saved report's text, checked as commands do. */
export function parsed(text: string): Report {
  const result = parseSavedReport(text);
  if (!result.ok) throw new Error(result.message);
  return result.report;
}

/** Lays files out below a directory. */
export async function layOut(root: string, files: Lab['files']): Promise<void> {
  for (const { path, content } of files) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), content);
  }
}

/** A lab's machine under a scratch directory and its report; the lab itself has ended. @param undo gets what takes the directory away. */
export async function checkedLab(
  name: FaultName,
  undo: (step: () => Promise<void>) => void,
  more: Lab['files'] = [],
): Promise<CheckedMachine> {
  const beside = await mkdtemp(join(tmpdir(), 'regdoctor-apply-'));
  undo(() => rm(beside, { recursive: true, force: true }));
  const root = join(beside, 'root');
  await mkdir(root);
  const lab = await startLab(name);
  try {
    await layOut(root, [...lab.files, ...more]);
    return { root, beside, report: await checkUnder(root, lab, lab.client) };
  } finally {
    await lab.stop();
  }
}
