import { open } from 'node:fs/promises';
import { rediagnose } from '../check/rediagnose.js';
import { refreshedInputs } from '../check/refreshed-inputs.js';
import { type ParsedReport, parseSavedReport } from '../check/saved-report.js';
import type { Report } from '../report/schema.js';
import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';
import { linesOf } from './lines-of.js';

/** A report with the facts of many clients stays far below this. */
const MAX_REPORT_BYTES = 64 * 1024 * 1024;
/** Reports of many references together; memory holds them all while a page of them is made. */
const MAX_FILE_BYTES = 512 * 1024 * 1024;
/** Read at once. */
const PIECE_BYTES = 1024 * 1024;
/** Longest echo of a path (PATH_MAX). */
const MAX_PATH_CHARACTERS = 4096;
/** Longest part of an error's own words in a message. */
const MAX_ERROR_CHARACTERS = 200;

/**
 * The reports in a file as they were saved: one JSON document, or one a line as many references write them. What can't be read or is no report throws
 * `UsageError`. @param part which part of the call named the file; it begins the message.
 */
export async function savedReports(path: string, part: string): Promise<readonly Report[]> {
  const wrong = (message: string): UsageError => new UsageError(`${part}: ${shown(path)}${message}`, part);
  const file = await open(path).catch(() => null);
  const found = await file?.stat().catch(() => null);
  try {
    if (file === null || !found?.isFile()) throw wrong(' is not a file that can be read');
    if (found.size > MAX_FILE_BYTES) throw wrong(' is larger than any report');
    const pieces = file.createReadStream({ highWaterMark: PIECE_BYTES, autoClose: false });
    return await readReports(linesOf(pieces, MAX_REPORT_BYTES), found.size, wrong);
  } catch (error) {
    if (error instanceof UsageError) throw error;
    throw wrong(` can't be read (${(error as NodeJS.ErrnoException).code ?? 'error'})`);
  } finally {
    await file?.close();
  }
}

/** The same for a file of one report. */
export async function savedReport(path: string, part: string): Promise<Report> {
  const [report, ...others] = await savedReports(path, part);
  if (report === undefined || others.length > 0)
    throw new UsageError(`${part}: ${shown(path)} holds ${others.length + 1} reports; give a file of one`, part);
  return report;
}

/** A saved report with today's rules, those of redaction too. Whoever made the file is not trusted: what no schema foresees ends in a `UsageError` too. */
export function diagnosedAgain(report: Report, path: string, part: string): Report {
  try {
    return refreshedInputs(rediagnose(report));
  } catch (error) {
    const words = cleanText(error instanceof Error ? error.message : String(error), MAX_ERROR_CHARACTERS);
    throw new UsageError(
      `${part}: what ${shown(path)} holds can't be diagnosed (${words}); has it been changed since regdoctor wrote it?`,
      part,
    );
  }
}

function shown(path: string): string {
  return cleanText(path, MAX_PATH_CHARACTERS);
}

async function readReports(
  lines: AsyncIterable<string | null>,
  bytes: number,
  wrong: (message: string) => UsageError,
): Promise<readonly Report[]> {
  const reports: Report[] = [];
  const kept: string[] = [];
  let number = 0;
  for await (const line of lines) {
    number += 1;
    if (line === null) throw wrong(`: line ${number} is larger than any report`);
    if (line.trim() === '') continue;
    // A document that is laid out over many lines is no document on its first.
    if (kept.length > 0 || (reports.length === 0 && !isDocument(line))) {
      if (bytes > MAX_REPORT_BYTES) throw wrong(' is larger than any report');
      kept.push(line);
    } else reports.push(required(parseSavedReport(line), number === 1 ? '' : `:${number}`, wrong));
  }
  if (kept.length > 0) return [required(parseSavedReport(kept.join('\n')), '', wrong)];
  if (reports.length === 0) throw wrong(' is empty');
  return reports;
}

function isDocument(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}

function required(parsed: ParsedReport, place: string, wrong: (message: string) => UsageError): Report {
  if (!parsed.ok) throw wrong(`${place}: ${parsed.message}`);
  return parsed.report;
}
