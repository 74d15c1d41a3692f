import type { Report } from './schema.js';

/** The call itself was wrong: one sentence that says which part, and what was probably meant. Exit code 2. */
export class UsageError extends Error {
  override readonly name = 'UsageError';

  constructor(
    message: string,
    /** Which part of the call: `reference`, `--root`, `--client`… */
    readonly part: string,
    readonly meant: string | null = null,
  ) {
    super(message);
  }
}

/** The report of a call that was wrong: the same schema, nothing looked at. */
export function usageReport(input: {
  version: string;
  message: string;
  part: string;
  meant: string | null;
  arguments: readonly string[];
}): Report {
  return {
    schemaVersion: 1,
    kind: 'check',
    operation: input.arguments.includes('--push') ? 'push' : input.arguments.includes('--login') ? 'login' : 'pull',
    tool: { name: 'regdoctor', version: input.version },
    startedAt: new Date().toISOString(),
    exitCode: 2,
    reference: { input: '', registry: null, repository: null, tag: null, digest: null },
    vantage: { network: 'host', resolver: 'host', files: '/' },
    verdict: 'unknown',
    summary: input.message,
    unknown: [],
    clients: [],
    facts: {},
    inputs: {},
    findings: [],
    notes: [],
    error: { part: input.part, message: input.message, meant: input.meant },
    timing: { totalMs: 0 },
  };
}
