import { appendFile, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { CommandOptions, CommandResult } from './command.js';
import type { Namespace } from './namespace.js';

/** The bundle that Go and OpenSSL programs of Debian read first. */
const SYSTEM_BUNDLE = '/etc/ssl/certs/ca-certificates.crt';

/** What a login shell of root would have, and nothing of ours. */
const ENVIRONMENT = { HOME: '/root', USER: 'root', LANG: 'C.UTF-8' };

/**
 * The machine of a case: its own /etc, home, run and storage directories at their real paths, seen alike by the real clients
 * and by regdoctor. Paths are absolute as that machine sees them.
 */
export class CaseHost {
  readonly #namespace: Namespace;

  constructor(namespace: Namespace) {
    this.#namespace = namespace;
  }

  /** Where this machine's `/` is reachable from outside: usable as `regdoctor --root`. */
  get root(): string {
    return this.#namespace.outside('');
  }

  /** Writes a file, and the directories above it. */
  async writeFile(path: string, content: string, mode = 0o644): Promise<void> {
    const outside = this.#namespace.outside(path);
    await mkdir(dirname(outside), { recursive: true });
    await writeFile(outside, content, { mode });
  }

  async readFile(path: string): Promise<string> {
    return readFile(this.#namespace.outside(path), 'utf8');
  }

  /** Removes a file or directory; it need not exist. */
  async remove(path: string): Promise<void> {
    await rm(this.#namespace.outside(path), { recursive: true, force: true });
  }

  /** Copies a file or directory of the test's machine into this one. */
  async copyIn(from: string, to: string): Promise<void> {
    const outside = this.#namespace.outside(to);
    await mkdir(dirname(outside), { recursive: true });
    await cp(from, outside, { recursive: true });
  }

  /** Makes the machine's programs trust a CA (PEM), as a "public" one is trusted. */
  async trustInSystemStore(certificate: string): Promise<void> {
    await appendFile(this.#namespace.outside(SYSTEM_BUNDLE), `\n${certificate}`);
  }

  /** `/etc/resolv.conf` with these nameservers; `options` as in that file (`ndots:5`), `search` as its search list. */
  async useNameservers(addresses: readonly string[], options = '', search = ''): Promise<void> {
    const lines = addresses.map((address) => `nameserver ${address}`);
    if (search !== '') lines.unshift(`search ${search}`);
    if (options !== '') lines.push(`options ${options}`);
    await this.writeFile('/etc/resolv.conf', `${lines.join('\n')}\n`);
  }

  /** Runs a program on this machine as root with a plain environment (`env` is added to it). Exit code 124: `timeoutMs` ran out. */
  async run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
    return this.#namespace.run(command, args, {
      cwd: '/root',
      ...options,
      env: { ...ENVIRONMENT, ...options.env },
    });
  }
}
