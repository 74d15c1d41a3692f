import type { FindingCode } from '../../../src/findings/codes.js';
import type { RealClient } from '../rig/clients.js';
import type { Rig } from '../rig/rig.js';
import type { WireRequest } from '../rig/wire.js';

/** What is compared between report and reality: `slow` succeeds too, `fail` exits other than 0. */
export type ExpectedOutcome = 'ok' | 'slow' | 'fail';

/** A server of a case that keeps a log: predicted requests are compared with all of them. */
export interface LoggingServer {
  readonly requests: readonly WireRequest[];
}

/** One injected fault (or none), and what regdoctor and the real clients must make of it. */
export interface ConformanceCase {
  readonly name: string;
  /** Servers, faults and files; gives the servers whose logs count. */
  readonly build: (rig: Rig) => Promise<readonly LoggingServer[]>;
  /** As given to regdoctor and to the real clients. */
  readonly reference: string;
  /** Real clients to run and their outcomes; regdoctor judges exactly these. */
  readonly clients: Partial<Readonly<Record<RealClient, ExpectedOutcome>>>;
  /** Code of the first finding, or null: no finding that is an error or a warning, exit 0. */
  readonly finding: FindingCode | null;
  /** `detail` of the first finding, where it must have one. */
  readonly detail?: FindingCode;
  /** Codes that must be among the later findings, as consequences or besides. */
  readonly also?: readonly FindingCode[];
  /** `applies`: a printed fix, pasted as it stands, makes the real clients succeed. `none`: there is nothing to paste. */
  readonly fix: 'applies' | 'none';
  /** The printed fix to paste, by its summary, where it is not the first. */
  readonly whichFix?: RegExp;
  /** Must be in the evidence of the first finding. */
  readonly evidence?: RegExp;
  /** What the client still pays after the fix, as the report says of itself (a server that stays slow): then only the prediction counts. */
  readonly staysSlow?: boolean;
  /** Flags of the real clients that regdoctor takes too. */
  readonly flags?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  /** Compare predicted requests with the servers' logs and the connections seen. */
  readonly wire?: boolean;
  /** The real clients wait for most of their time: other cases may run meanwhile. */
  readonly waits?: boolean;
  /** Longest real pull, ms; default 60 s. */
  readonly longestMs?: number;
}
