import { codesDocument, renderCodes } from '../report/codes/list.js';
import { terminalOptions } from './terminal.js';

/** Prints every code with its severity and title; gives the exit code. */
export function printCodes({ json }: { readonly json: boolean }): number {
  const document = codesDocument();
  process.stdout.write(
    json
      ? `${JSON.stringify(document)}\n`
      : renderCodes(document, terminalOptions(process.stdout, process.env, false), process.stdout.isTTY === true),
  );
  return document.exitCode;
}
