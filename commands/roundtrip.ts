import { Args, Command, Flags } from '@oclif/core';

/** Default for all but the removal, seconds: three clients that fall back from a dead port (30 s), and what is tried besides. */
const TOTAL_SECONDS = 300;
/** Longer runs than this are a mistake in the call. */
const MOST_SECONDS = 3600;

export default class Roundtrip extends Command {
  static override readonly summary = 'Pushes a tiny image, pulls it back by every client here, and cleans up.';
  static override readonly description =
    'The whole test of a registry by real programs: skopeo pushes an image of some hundred bytes under a name that nobody has (REGISTRY/[PREFIX/]regdoctor-roundtrip/NAME), every client that is here pulls it back, pulling and pushing are tried without an account, a Deployment that tries it from a cluster is printed, and what was pushed is removed again, also after Ctrl-C. Where the registry refuses that, the lines for it are printed. No other repository or tag is touched. Exit code: 0 all as it should be, 1 a client failed although it has the rights, 2 the call was wrong, 3 something could not be tried, 70 a bug.';
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %> registry.example.com:5000',
    {
      description: 'Below a prefix, with an account (user:password) that no list of processes shows:',
      command: 'printf %s "$LOGIN" | <%= config.bin %> <%= command.id %> registry.example.com/team --creds-stdin',
    },
    {
      description: 'The image stays there for the Deployment that is printed:',
      command: '<%= config.bin %> <%= command.id %> registry.example.com --authfile ~/.docker/config.json --keep',
    },
  ];

  static override readonly args = {
    registry: Args.string({ description: 'host[:port][/prefix] of the registry', required: true }),
  };

  static override readonly flags = {
    creds: Flags.string({ description: 'user:password, as given to the client', env: 'REGDOCTOR_CREDS' }),
    'creds-stdin': Flags.boolean({ description: 'take user:password from the first line of standard input' }),
    authfile: Flags.string({ description: 'as given to the client' }),
    'tls-verify': Flags.string({ options: ['true', 'false'], description: 'as given to the client' }),
    'cert-dir': Flags.string({ description: 'as given to the client' }),
    'allow-insecure-auth': Flags.boolean({ description: 'send the account over plain HTTP where the client would' }),
    timeout: Flags.integer({
      default: TOTAL_SECONDS,
      min: 1,
      max: MOST_SECONDS,
      description: 'seconds for all but the removal',
    }),
    keep: Flags.boolean({
      description: 'leave the image there for the Deployment, and print the line that removes it',
    }),
    json: Flags.boolean({ description: 'one JSON document on stdout, see docs/roundtrip.schema.json' }),
  };

  override async run(): Promise<number> {
    const { args, flags } = await this.parse(Roundtrip);
    const { roundtripFromFlags } = await import('../src/cli/roundtrip-from-flags.js');
    return roundtripFromFlags(args.registry, flags);
  }
}
