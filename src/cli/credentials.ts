import { UsageError } from '../report/usage.js';
import { credentialsFrom } from './flags.js';
import { readLine } from './standard-input.js';

/** How somebody hands an account over. `creds` comes from the flag or from REGDOCTOR_CREDS. */
export interface GivenCredentials {
  readonly creds?: string | undefined;
  readonly 'creds-stdin'?: boolean | undefined;
  readonly anonymous?: boolean | undefined;
}

/** Where the words of the call and its streams come from. */
export interface CredentialWorld {
  readonly arguments: readonly string[];
  readonly input: NodeJS.ReadStream;
  /** Warnings go there. */
  readonly errors: { write(text: string): unknown };
}

const WARNING =
  'regdoctor: --creds stands in the shell history and in the list of processes; --creds-stdin or REGDOCTOR_CREDS does not\n';

/** The account as `user:password`, or undefined where none is given. Wrong use throws `UsageError`; the value is never echoed. */
export async function givenCredentials(flags: GivenCredentials, world: CredentialWorld): Promise<string | undefined> {
  const typed = world.arguments.some((word) => word === '--creds' || word.startsWith('--creds='));
  // Decided here and not by the command framework: its words would hold the value.
  if (flags.anonymous === true) {
    if (typed) throw new UsageError('--anonymous: there is --creds already', '--anonymous');
    return undefined;
  }
  if (flags['creds-stdin'] !== true) {
    if (typed) world.errors.write(WARNING);
    return flags.creds;
  }
  if (typed) throw new UsageError('--creds-stdin: there is --creds already', '--creds-stdin');
  if (world.input.isTTY)
    throw new UsageError('--creds-stdin: pipe user:password in, as in: printf %s "$LOGIN" |', '--creds-stdin');
  const line = await readLine(world.input, '--creds-stdin');
  if (line === '') throw new UsageError('--creds-stdin: the first line of standard input is empty', '--creds-stdin');
  return credentialsFrom(line, '--creds-stdin') ?? undefined;
}
