import { extname, resolve } from 'node:path';
import { FORMS, type FormName, isFormName } from '../report/forms.js';
import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';
import { editDistance } from '../text/edit-distance.js';
import { requireReportFile } from './report-file.js';

const FLAG = '--output';
const FILE_FLAG = '--report-file';
/** Longest echo of a flag's value. */
const MAX_ECHO_CHARACTERS = 80;
/** A name that is further from every form is no slip of the finger. */
const MOST_EDITS = 3;
/** What programs call standard output where they take the name of a file. */
const STANDARD_OUTPUT = '-';

/** The flags that say where a report goes. */
export interface OutputFlags {
  readonly json: boolean;
  readonly output?: readonly string[] | undefined;
  readonly 'report-file'?: string | undefined;
}

/** A file to write, in one form. */
export interface OutputFile {
  readonly form: FormName;
  readonly path: string;
  /** The flag that named it, for what is said of it; left out: `--report-file`. */
  readonly flag?: string;
}

/** Where a report goes. */
export interface Outputs {
  /** What standard output gets. */
  readonly screen: FormName;
  readonly files: readonly OutputFile[];
}

/** Reads `--output FORM[=FILE]`, `--json` and `--report-file`. Text is for the screen unless another form is. Wrong ones throw `UsageError`. */
export function outputsFrom(flags: OutputFlags): Outputs {
  const asked = (flags.output ?? []).map(readOutput);
  const named = flags['report-file'];
  const files: OutputFile[] = [
    ...asked.flatMap(({ form, path }) => (path === null ? [] : [{ form, path, flag: FLAG }])),
    ...(named === undefined ? [] : [{ form: formOfFile(named), path: named, flag: FILE_FLAG }]),
  ];
  for (const { path, flag } of files)
    if (path === '') throw new UsageError(`${flag}: the name of the file is empty`, flag ?? FLAG);
  const screens = new Set<FormName>(flags.json ? ['json'] : []);
  for (const { form, path } of asked) if (path === null) screens.add(form);
  const [screen = 'text', second] = screens;
  if (second !== undefined)
    throw new UsageError(
      `${FLAG}: ${screen} and ${second} can't both go to standard output; give one of them a file`,
      FLAG,
      `${FLAG} ${second}=FILE`,
    );
  const twice = files.find(({ path }, index) => files.slice(0, index).some((other) => isSame(other.path, path)));
  if (twice !== undefined) throw new UsageError(`${FLAG}: ${echo(twice.path)} is named twice`, FLAG);
  return { screen, files };
}

/** Throws `UsageError` where a file could not be written at the end. */
export async function requireOutputs({ files }: Outputs): Promise<void> {
  for (const { path, flag } of files) await requireReportFile(path, flag);
}

/** `FORM`, `FORM=FILE`, `FORM=-`; no path: standard output. */
function readOutput(value: string): { readonly form: FormName; readonly path: string | null } {
  const at = value.indexOf('=');
  const form = at === -1 ? value : value.slice(0, at);
  if (!isFormName(form)) throw unknownForm(form, at === -1 ? '' : value.slice(at));
  const path = at === -1 ? STANDARD_OUTPUT : value.slice(at + 1);
  return { form, path: path === STANDARD_OUTPUT ? null : path };
}

/** @param rest what stood behind the name, `=FILE`. */
function unknownForm(typed: string, rest: string): UsageError {
  const names = Object.keys(FORMS);
  const short = typed.toLowerCase().slice(0, MAX_ECHO_CHARACTERS);
  const byEnding = Object.entries(FORMS).find(([, { extensions }]) =>
    (extensions as readonly string[]).includes(`.${short}`),
  );
  const [nearest] = names.toSorted((a, b) => editDistance(short, a) - editDistance(short, b));
  const isNear = nearest !== undefined && editDistance(short, nearest) <= MOST_EDITS;
  const meant = byEnding?.[0] ?? (isNear ? nearest : undefined);
  return new UsageError(
    `${FLAG}: there is no form "${echo(typed)}"; known: ${names.join(', ')}`,
    FLAG,
    meant === undefined ? null : `${FLAG} ${meant}${echo(rest)}`,
  );
}

function isSame(one: string, other: string): boolean {
  return resolve(one) === resolve(other);
}

function echo(text: string): string {
  return cleanText(text, MAX_ECHO_CHARACTERS);
}

function formOfFile(path: string): FormName {
  const extension = extname(path).toLowerCase();
  for (const [name, { extensions }] of Object.entries(FORMS))
    if ((extensions as readonly string[]).includes(extension) && isFormName(name)) return name;
  return 'text';
}
