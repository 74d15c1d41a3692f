import { buildRoundtrip } from '../report/roundtrip/build.js';
import { renderRoundtripText } from '../report/roundtrip/text.js';
import { parseTarget } from '../roundtrip/target.js';
import { givenCredentials } from './credentials.js';
import { credentialsFrom } from './flags.js';
import { accessFrom, type RoundtripFlags } from './roundtrip-access.js';
import { roundtripInput } from './roundtrip-input.js';
import { terminalOptions } from './terminal.js';

/** Runs a round trip as the flags say and prints it; gives the exit code. Wrong flags throw `UsageError`. */
export async function roundtripFromFlags(registry: string, flags: RoundtripFlags): Promise<number> {
  const target = parseTarget(registry);
  const access = await accessFrom(flags);
  const world = { arguments: process.argv, input: process.stdin, errors: process.stderr };
  const credentials = credentialsFrom(await givenCredentials(flags, world));
  const document = buildRoundtrip(await roundtripInput({ typed: registry, target, access, credentials, flags }));
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(document)}\n`
      : renderRoundtripText(document, terminalOptions(process.stdout, process.env, false)),
  );
  return document.exitCode;
}
