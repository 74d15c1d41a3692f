import { Command, Flags } from '@oclif/core';

export default class Storage extends Command {
  static override readonly summary = 'Can buildah and podman work here, with which driver, and why.';
  static override readonly description =
    'Looks at what decides it (storage.conf as each client reads it, user namespaces, seccomp, capabilities, subordinate ids, the file system under the store, room, /dev/fuse) and tries it: a namespace is made as the client would make it, and layers are mounted in a scratch directory where the store lies, which is removed again, at Ctrl-C too. Nothing of the store is touched. Always about this machine or container. Exit code: 0 ok, 1 a client that is installed fails, 3 it could not be told, 70 a bug.';
  static override readonly examples = [
    '<%= config.bin %> <%= command.id %>',
    'BUILDAH_ISOLATION=chroot <%= config.bin %> <%= command.id %>',
    '<%= config.bin %> <%= command.id %> --json',
  ];

  static override readonly flags = {
    strict: Flags.boolean({ description: 'exit 1 on warnings too' }),
    json: Flags.boolean({ description: 'one JSON document on stdout, see docs/storage.schema.json' }),
    verbose: Flags.boolean({ char: 'v', description: 'findings that only follow from others in full too' }),
  };

  override async run(): Promise<number> {
    const { flags } = await this.parse(Storage);
    const { storageFromFlags } = await import('../src/cli/storage-from-flags.js');
    return storageFromFlags(flags);
  }
}
