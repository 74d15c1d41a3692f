import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { execa } from 'execa';
import { check } from '../../../../src/check/check.js';
import { clientFlagsFrom, clientsFrom } from '../../../../src/cli/flags.js';
import { memoryFiles } from '../../../../src/host/memory-files.js';
import type { Report } from '../../../../src/report/schema.js';
import { renderText } from '../../../../src/report/text/render.js';

/** What regdoctor made of a hostile server. */
export interface Run {
  readonly report: Report;
  /** All that was written anywhere: standard output and error, the report as text, saved files. */
  readonly written: string;
  /** The report as people see it. */
  readonly text: string;
  readonly exitCode: number;
  readonly ms: number;
  /** Most memory that was resident, bytes; null where it ran in this process. */
  readonly peakBytes: number | null;
}

/** How a check is asked for. */
export interface Asked {
  readonly reference: string;
  /** The machine's files, by absolute path; the command line finds them under `root`. */
  readonly files: Readonly<Record<string, string>>;
  readonly root: string;
  /** Variables of the client; the command line is given none. */
  readonly environment: Readonly<Record<string, string>>;
  readonly client: string;
  readonly operation: 'pull' | 'push';
  readonly allowInsecureAuth: boolean;
  readonly timeoutS: number;
  /** Where connections to addresses of the machine's network really go. */
  readonly portMap: ReadonlyMap<string, { readonly address: string; readonly port: number }> | null;
}

/** How often the memory of the process is looked at; the high-water mark itself is the kernel's. */
const MEMORY_POLL_MS = 40;
const WIDE = 400;

/** Runs the built command line with `--json` and files written out. */
export async function runCommandLine(asked: Asked): Promise<Run> {
  const output = join(asked.root, 'fixes-written');
  const flags = ['--client', asked.client, '--root', asked.root, '--timeout', String(asked.timeoutS), '--json'];
  const more = [
    ...(asked.operation === 'push' ? ['--push'] : []),
    ...(asked.allowInsecureAuth ? ['--allow-insecure-auth'] : []),
    '--step-timeout',
    String(Math.max(1, Math.floor(asked.timeoutS / 2))),
    '--output-dir',
    output,
  ];
  const startedAt = performance.now();
  const running = execa(process.execPath, ['bin/run.js', 'check', asked.reference, ...flags, ...more], {
    reject: false,
    env: { NO_COLOR: '1', HOME: '/root' },
    timeout: asked.timeoutS * 1000 + 10_000,
  });
  let peakBytes = 0;
  const poll = setInterval(() => {
    peakBytes = Math.max(peakBytes, residentPeak(running.pid));
  }, MEMORY_POLL_MS);
  const result = await running;
  clearInterval(poll);
  const ms = performance.now() - startedAt;
  if (result.exitCode === undefined) throw new Error(`it did not end: ${result.stderr}`);
  const report = JSON.parse(result.stdout) as Report;
  const text = textOf(report);
  const written = [result.stdout, result.stderr, text, ...filesBelow(output)].join('\n');
  return { report, written, text, exitCode: result.exitCode, ms, peakBytes };
}

/** Runs a check in this process, which alone can be told where addresses really are. */
export async function runHere(asked: Asked): Promise<Run> {
  const startedAt = performance.now();
  const report = await check({
    reference: asked.reference,
    operation: asked.operation,
    root: '/',
    files: memoryFiles(asked.files),
    clients: clientsFrom([asked.client]),
    flags: clientFlagsFrom({}),
    credentials: null,
    allowInsecureAuth: asked.allowInsecureAuth,
    vantage: { network: 'host', resolver: 'host' },
    stepMs: (asked.timeoutS * 1000) / 2,
    totalMs: asked.timeoutS * 1000,
    strict: false,
    environment: { HOME: '/root', ...asked.environment },
    signal: new AbortController().signal,
    onProbe: () => undefined,
    portMap: asked.portMap,
  });
  const ms = performance.now() - startedAt;
  const text = textOf(report);
  return {
    report,
    written: `${JSON.stringify(report)}\n${text}`,
    text,
    exitCode: report.exitCode,
    ms,
    peakBytes: null,
  };
}

/** What the run says went wrong: titles, evidence, what is unknown and why, details of steps; one line. */
export function says({ report }: Run): string {
  const found = report.findings.flatMap(({ title, evidence }) => [title, ...evidence.map(({ text }) => text)]);
  const steps = report.clients.flatMap(({ attempts }) => attempts.map(({ detail }) => detail ?? ''));
  return [...found, ...report.unknown.map(({ what, why }) => `${what}: ${why}`), ...steps]
    .filter((sentence) => sentence !== '')
    .join(' | ');
}

function textOf(report: Report): string {
  return renderText(report, { color: false, unicode: true, width: WIDE, verbose: true });
}

function filesBelow(directory: string): string[] {
  try {
    return readdirSync(directory, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'utf8'));
  } catch {
    return [];
  }
}

function residentPeak(pid: number | undefined): number {
  try {
    const kibibytes = /^VmHWM:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
    return Number(kibibytes ?? 0) * 1024;
  } catch {
    return 0;
  }
}
