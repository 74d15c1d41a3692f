import { EXIT } from '../report/exit-code.js';
import { firstCause } from '../report/last-line.js';
import type { Report } from '../report/schema.js';

/** What a run keeps of a report once it is told: a line of it. */
export interface Brief {
  /** Place in the call, from 0. */
  readonly index: number;
  readonly reference: string;
  readonly state: BriefState;
  readonly exitCode: number;
  /** The finding that the verdict rests on, or null. */
  readonly code: string | null;
  /** Why there is no verdict, or what is wrong with the reference; null where there is a cause or all is well. */
  readonly why: string | null;
}

/** `wrong`: no reference, so nothing was looked at. */
export type BriefState = Report['verdict'] | 'wrong';

/** The gravest first. */
export const STATES = ['broken', 'wrong', 'unknown', 'degraded', 'ok'] as const satisfies readonly BriefState[];

/** A report in a line. */
export function briefOf(index: number, report: Report): Brief {
  const { verdict, exitCode, error, unknown, clients } = report;
  const state = error === null || exitCode !== EXIT.usage ? verdict : 'wrong';
  const code = firstCause(report)?.code ?? null;
  const says = clients.find((client) => client.says !== null)?.says ?? null;
  return {
    index,
    reference: report.reference.input,
    state,
    exitCode,
    code,
    why: error?.message ?? (code === null ? (unknown[0]?.why ?? (state === 'broken' ? says : null)) : null),
  };
}
