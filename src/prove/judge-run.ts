import type { Report, ReportClient, ReportReal } from '../report/schema.js';
import { cleanText } from '../text/clean.js';
import { compare } from './compare.js';
import { disagreementText } from './disagreement-text.js';
import { explainedCodes } from './explained-codes.js';
import type { Run } from './happened.js';

/** Longest sentence and command of a report, characters. */
const MAX_CHARACTERS = 4000;

/** A run and the prediction that it is held against. */
export interface JudgedRun {
  readonly report: Pick<Report, 'tool' | 'reference' | 'findings' | 'vantage'>;
  readonly client: ReportClient;
  readonly program: string;
  /** The version that ran; null: it does not say. */
  readonly version: string | null;
  /** The line as it ran. */
  readonly command: string;
  readonly run: Run;
  /** The program read the files of this machine, whatever files were judged. */
  readonly readsOwnFiles: boolean;
  /** What this run does not show, besides what the run itself says. */
  readonly limits: readonly string[];
}

/** What the report says of a real run. Where program or files are not those that the prediction is about, a difference proves nothing. */
export function judgeRun(judged: JudgedRun): ReportReal {
  const { report, client, run, version } = judged;
  const { stoppedAfterMs, ...shown } = run;
  const limits = [...run.limits, ...judged.limits, ...notTheSame(judged)];
  const compared = compare({ ...client, codes: predictedCodes(report, client) }, { ...shown, stoppedAfterMs });
  const isAnother = notTheSame(judged).length > 0;
  const real = {
    ...shown,
    program: judged.program,
    version,
    command: cleanText(judged.command, MAX_CHARACTERS),
    ...compared,
    agrees: isAnother ? 'unknown' : compared.agrees,
    difference: compared.difference === null ? null : cleanText(compared.difference, MAX_CHARACTERS),
    limits,
  } as const;
  return { ...real, toReport: disagreementText(report, client, real) };
}

function notTheSame({ client, version, report, readsOwnFiles }: JudgedRun): readonly string[] {
  const { files } = report.vantage;
  return [
    ...(client.versionFrom !== 'program' && version !== null && version !== client.version
      ? [`version ${client.version} was judged, ${version} is here`]
      : []),
    ...(files === '/' || !readsOwnFiles
      ? []
      : [`the configuration under ${files} was judged, the program read the one under /`]),
  ];
}

/** Codes of the errors that touch the client, and what its predicted error means by its words alone: causes hide behind consequences. */
function predictedCodes({ findings }: Pick<Report, 'findings'>, client: ReportClient): readonly string[] {
  const touching = findings.filter(({ clients, severity }) => severity === 'error' && clients.includes(client.client));
  const codes = touching.flatMap(({ code, detail }) => (detail === null ? [code] : [code, detail]));
  return [...new Set([...codes, ...explainedCodes(client.says)])];
}
