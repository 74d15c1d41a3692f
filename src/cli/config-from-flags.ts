import { configurationOf } from '../check/configuration-of.js';
import { clientsOn, hostOf } from '../check/host-of.js';
import { buildConfigDocument, type ConfigInput } from '../report/config/build.js';
import { renderConfigText } from '../report/config/text.js';
import { VERSION } from '../version.js';
import { clientEnvironment } from './client-environment.js';
import { configSubject, type FileSubject } from './config-subject.js';
import { clientFlagsFrom, clientsFrom, type GivenFlags, requireReference } from './flags.js';
import { noticedLine, rootFromFlags } from './root-from-flags.js';
import { terminalOptions } from './terminal.js';

/** The flags of `regdoctor config` as the command framework hands them over. */
export interface ConfigFlags extends GivenFlags {
  readonly client?: readonly string[] | undefined;
  readonly root?: string | undefined;
  readonly strict: boolean;
  readonly json: boolean;
  readonly verbose: boolean;
}

/** What one file on its own is looked at with: no variable of this machine's counts. */
const NO_ENVIRONMENT = { HOME: '/root' } as const;

/** Prints what the clients read and what of it is dead; gives the exit code. Asks nothing of the network. Wrong flags throw `UsageError`. */
export async function configFromFlags(words: readonly string[], flags: ConfigFlags): Promise<number> {
  const wanted = clientsFrom(flags.client);
  const given = clientFlagsFrom(flags);
  const looked = rootFromFlags(flags.root, wanted);
  const { reference, file } = await configSubject(words, wanted);
  if (reference !== null) requireReference(reference);
  let clients: ConfigInput[];
  if (file === null) {
    const { host } = hostOf({ root: looked.files, environment: clientEnvironment(process.env), nowMs: Date.now() });
    const found = await clientsOn(host, looked.files, wanted);
    clients = found.map((entry) => configurationOf(entry, { host, flags: given, reference }));
  } else clients = file.readers.map((reader) => alone(reader, { reference, flags: given }));
  const document = buildConfigDocument({
    version: VERSION,
    root: looked.files,
    reference,
    file: file === null ? null : file.typed === '-' ? 'standard input' : file.typed,
    clients,
    strict: flags.strict,
  });
  const noticed = file === null ? noticedLine(looked) : null;
  if (noticed !== null) process.stderr.write(`${noticed}\n`);
  process.stdout.write(
    flags.json
      ? `${JSON.stringify(document)}\n`
      : renderConfigText(document, terminalOptions(process.stdout, process.env, flags.verbose)),
  );
  return document.exitCode;
}

/** One file where a client would read it, on a machine that has nothing else. */
function alone(
  { client, version, files }: FileSubject['readers'][number],
  asked: Pick<Parameters<typeof configurationOf>[1], 'reference' | 'flags'>,
): ConfigInput {
  const { host } = hostOf({ root: '/', environment: NO_ENVIRONMENT, nowMs: Date.now(), files });
  return configurationOf(
    { client, version: { text: version ?? client.assumedVersion, from: version === null ? 'assumed' : 'flag' } },
    { host: { ...host, uid: 0, processes: [] }, ...asked },
  );
}
