import { storageDocument } from '../check/storage.js';
import { renderStorageText } from '../report/storage/text.js';
import { clientEnvironment } from './client-environment.js';
import { interruption } from './interrupt.js';
import { terminalOptions } from './terminal.js';

/** The flags of `regdoctor storage` as the command framework hands them over. */
export interface StorageFlags {
  readonly strict: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** Looks at the storage of this machine, tries what clients would do, and prints what comes of it; gives the exit code. Ctrl-C cleans up first. */
export async function storageFromFlags(flags: StorageFlags): Promise<number> {
  const document = await storageDocument({
    environment: clientEnvironment(process.env),
    strict: flags.strict,
    signal: interruption(),
  });
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(document)}\n`
      : renderStorageText(document, terminalOptions(process.stdout, process.env, flags.verbose)),
  );
  return document.exitCode;
}
