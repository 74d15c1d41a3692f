import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type CommandOptions, type CommandResult, mustRun, runCommand } from '../../conformance/rig/command.js';

/** A build on a stand-in takes seconds, one that installs real packages a minute; more is a hang. */
const BUILD_TIMEOUT_MS = 300_000;

/** crun wants cgroup v2, and runc refuses to raise limits that the machine lowered: both are this machine's, not the image's. */
const CONTAINERS_CONF = (directory: string) => `[containers]
default_ulimits = ["nofile=1024:1024", "nproc=1000:1000"]
[engine]
runtime = "runc"
cgroup_manager = "cgroupfs"
events_logger = "none"
lock_type = "file"
tmp_dir = "${directory}/libpod"
`;

const STORAGE_CONF = (directory: string) => `[storage]
driver = "overlay"
graphroot = "${directory}/storage"
runroot = "${directory}/run"
`;

/** A storage for buildah and podman that nothing else on the machine sees. All programs find it by variables: no flags are needed. */
export class Workshop {
  /** A scratch directory, removed with the workshop. */
  readonly directory: string;
  /** The whole environment of programs that are to work here. */
  readonly environment: Readonly<Record<string, string>>;

  private constructor(directory: string) {
    this.directory = directory;
    this.environment = {
      HOME: directory,
      TMPDIR: join(directory, 'tmp'),
      CONTAINERS_STORAGE_CONF: join(directory, 'storage.conf'),
      CONTAINERS_CONF: join(directory, 'containers.conf'),
      BUILDAH_ISOLATION: 'chroot',
    };
  }

  /** Makes one below the directory for temporary files. */
  static async create(): Promise<Workshop> {
    const directory = await mkdtemp(join(tmpdir(), 'regdoctor-image-'));
    await mkdir(join(directory, 'tmp'));
    await writeFile(join(directory, 'storage.conf'), STORAGE_CONF(directory));
    await writeFile(join(directory, 'containers.conf'), CONTAINERS_CONF(directory));
    return new Workshop(directory);
  }

  /** The one in `directory`: a test process uses what the global set-up made. */
  static async at(directory: string): Promise<Workshop> {
    return new Workshop(directory);
  }

  /** Runs buildah, podman or what starts them; a failing command is a result. Only this environment counts. */
  async run(command: string, args: readonly string[], options: CommandOptions = {}): Promise<CommandResult> {
    return runCommand(command, args, this.#with(options));
  }

  /** The same, and throws with what it printed unless it exits 0. Gives its stdout. */
  async mustRun(command: string, args: readonly string[], options: CommandOptions = {}): Promise<string> {
    return mustRun(command, args, this.#with(options));
  }

  /** Unmounts what is mounted in the storage, also by a build that was killed, and removes everything. */
  async remove(): Promise<void> {
    const mounts = await readFile('/proc/self/mounts', 'utf8');
    const inside = mounts.split('\n').map((line) => line.split(' ')[1] ?? '');
    // Innermost first.
    for (const path of inside.filter((one) => one.startsWith(`${this.directory}/`)).reverse())
      await this.run('umount', [path]);
    await rm(this.directory, { recursive: true, force: true });
  }

  #with(options: CommandOptions): CommandOptions {
    return { timeoutMs: BUILD_TIMEOUT_MS, ...options, env: { ...this.environment, ...options.env } };
  }
}
