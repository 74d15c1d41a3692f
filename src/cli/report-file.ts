import { randomBytes } from 'node:crypto';
import { constants } from 'node:fs';
import { type FileHandle, link, lstat, open, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FORMS } from '../report/forms.js';
import type { Report } from '../report/schema.js';
import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';
import type { OutputFile } from './outputs.js';
import { terminalOptions } from './terminal.js';

const FLAG = '--report-file';
/** Longest echo of a path (PATH_MAX). */
const MAX_ECHO_CHARACTERS = 4096;
/** A report holds no secret. */
const MODE = 0o644;
/** Nobody guesses it, and a run that was killed here leaves no name that a later one would take. */
const NAME_BYTES = 8;
/** First words of what regdoctor writes: a file that begins otherwise is somebody else's. */
const BEGINNINGS: readonly string[] = Object.values(FORMS).flatMap(({ begins }) => [...begins]);
const LONGEST_BEGINNING = Math.max(...BEGINNINGS.map((text) => Buffer.byteLength(text)));

/**
 * Throws `UsageError` where the file can't be written at the end: no directory, no right, or something of somebody else's in the way.
 * @param flag which flag named the file.
 */
export async function requireReportFile(path: string, flag: string = FLAG): Promise<void> {
  const wrong = (message: string): UsageError => new UsageError(`${flag}: ${message}`, flag);
  const shown = echo(path);
  if (path === '') throw wrong('the name of the file is empty');
  if (path.includes('\0')) throw wrong('the name of the file has a zero byte in it');
  if (path.endsWith('/')) throw wrong(`${shown} names a directory`);
  const directory = dirname(path);
  if ((await stat(directory).catch(() => null))?.isDirectory() !== true)
    throw wrong(`${echo(directory)} is no directory`);
  // Rights alone don't tell: file systems refuse as well. What is tried is taken away again.
  const denied = await tryIn(path);
  if (denied !== null) throw wrong(`nothing can be written in ${echo(directory)} (${denied})`);
  if ((await whatIsThere(path)) === 'foreign')
    throw wrong(`${shown} exists, and regdoctor did not write it: name another file`);
}

function echo(path: string): string {
  return cleanText(path, MAX_ECHO_CHARACTERS);
}

async function tryIn(path: string): Promise<string | null> {
  const beside = nameBeside(path);
  try {
    await (await open(beside, 'wx', MODE)).close();
    await rm(beside, { force: true });
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? 'error';
  }
}

function nameBeside(path: string): string {
  return join(dirname(path), `.${basename(path)}.${randomBytes(NAME_BYTES).toString('hex')}.tmp`);
}

/** Writes reports beside their place and moves them there, so that nobody ever reads half of one. Gives the line that says so, or why it failed. */
export async function writeReportFile(output: OutputFile, reports: readonly Report[]): Promise<string> {
  const render = await FORMS[output.form].load();
  const file = beginReportFile(output);
  await file.write(render(reports, { text: terminalOptions({}, process.env, true), isFile: true }));
  return file.finish(reports.length);
}

/** A file of reports that grows beside its place. */
export interface GrowingFile {
  /** Adds text, in the order of the calls. Never rejects: what went wrong is told in the end. */
  write(text: string): Promise<void>;
  /** Moves it to its place; gives the line that says so, or why it failed. @param count of the reports in it. */
  finish(count: number): Promise<string>;
}

/** Begins a file beside its place; until `finish` what was there before stays. */
export function beginReportFile({ path, flag = FLAG }: Pick<OutputFile, 'path' | 'flag'>): GrowingFile {
  const beside = nameBeside(path);
  const shown = echo(path);
  let file: FileHandle | null = null;
  let last: Promise<void> = Promise.resolve();
  let failure: NodeJS.ErrnoException | null = null;
  const add = async (text: string): Promise<void> => {
    file ??= await open(beside, 'wx', MODE);
    await file.writeFile(text);
  };
  return {
    write(text) {
      last = last.then(async () => {
        if (failure !== null) return;
        try {
          await add(text);
        } catch (error) {
          failure = error as NodeJS.ErrnoException;
        }
      });
      return last;
    },
    async finish(count) {
      try {
        await last;
        if (failure !== null) throw failure;
        await file?.sync();
        const there = await whatIsThere(path);
        if (there === 'foreign') return `${flag}: ${shown} is somebody else's by now, nothing is written`;
        // A link is refused where a file has appeared meanwhile; a move would take its place.
        if (there === 'nothing') await link(beside, path).catch((error) => moveWhereLinksFail(error, beside, path));
        else await rename(beside, path);
        return `${shown}: the report${count === 1 ? '' : 's'}`;
      } catch (error) {
        return `${flag}: ${shown} can't be written (${(error as NodeJS.ErrnoException).code ?? 'error'})`;
      } finally {
        await file?.close();
        await rm(beside, { force: true });
      }
    },
  };
}

/** Some file systems have no links. */
async function moveWhereLinksFail(error: NodeJS.ErrnoException, from: string, to: string): Promise<void> {
  if (error.code === 'EEXIST') throw error;
  await rename(from, to);
}

async function whatIsThere(path: string): Promise<'nothing' | 'own' | 'foreign'> {
  const found = await lstat(path).catch(() => null);
  if (found === null) return 'nothing';
  const text = found.isFile() ? await beginningOf(path).catch(() => '') : '';
  return BEGINNINGS.some((begins) => text.startsWith(begins)) ? 'own' : 'foreign';
}

async function beginningOf(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(LONGEST_BEGINNING));
    return buffer.toString('utf8', 0, bytesRead);
  } finally {
    await file.close();
  }
}
