import { extname } from 'node:path';
import { FORMS, type FormName, isFormName } from '../report/forms.js';
import { UsageError } from '../report/usage.js';
import { cleanText } from '../text/clean.js';
import { requireReportFile } from './report-file.js';

const FLAG = '--output';
/** Longest echo of a flag's value. */
const MAX_ECHO_CHARACTERS = 80;

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
}

/** Where a report goes. */
export interface Outputs {
  /** What standard output gets. */
  readonly screen: FormName;
  readonly files: readonly OutputFile[];
}

/** Reads `--output FORM[=FILE]`, `--json` and `--report-file`. Text is for the screen unless another form is. Wrong ones throw `UsageError`. */
export function outputsFrom(flags: OutputFlags): Outputs {
  const files: OutputFile[] = [];
  const screens = new Set<FormName>(flags.json ? ['json'] : []);
  for (const value of flags.output ?? []) {
    const at = value.indexOf('=');
    const form = at === -1 ? value : value.slice(0, at);
    if (!isFormName(form))
      throw new UsageError(
        `${FLAG}: there is no form "${cleanText(form, MAX_ECHO_CHARACTERS)}"; known: ${Object.keys(FORMS).join(', ')}`,
        FLAG,
      );
    if (at === -1) screens.add(form);
    else files.push({ form, path: value.slice(at + 1) });
  }
  const [screen = 'text', second] = screens;
  if (second !== undefined)
    throw new UsageError(
      `${FLAG}: ${screen} and ${second} can't both go to standard output; give one of them a file`,
      FLAG,
      `--output ${second}=FILE`,
    );
  const path = flags['report-file'];
  if (path !== undefined) files.push({ form: formOfFile(path), path });
  const twice = files.find((file, index) => files.findIndex((other) => other.path === file.path) !== index);
  if (twice !== undefined)
    throw new UsageError(`${FLAG}: ${cleanText(twice.path, MAX_ECHO_CHARACTERS)} is named twice`, FLAG);
  return { screen, files };
}

/** Throws `UsageError` where a file could not be written at the end. */
export async function requireOutputs({ files }: Outputs): Promise<void> {
  for (const { path } of files) await requireReportFile(path);
}

function formOfFile(path: string): FormName {
  const extension = extname(path).toLowerCase();
  for (const [name, { extensions }] of Object.entries(FORMS))
    if ((extensions as readonly string[]).includes(extension) && isFormName(name)) return name;
  return 'text';
}
