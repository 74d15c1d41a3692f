import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { execa } from 'execa';
import { StubApiServer } from './stub-api-server.js';

/** A line that does not end by then waits for something that never comes. */
const LINE_MS = 60_000;

/** How a line of a shell ended. */
export interface Ended {
  readonly exitCode: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** A shell in which `kubectl` is the machine's own, and its cluster a stub on loopback. */
export class KubectlGround {
  readonly stub = new StubApiServer();
  readonly directory = mkdtempSync(join(tmpdir(), 'regdoctor-kubectl-'));
  /** Put before the PATH: plugins, and stand-ins for what a line pipes into. */
  readonly programs = join(this.directory, 'bin');
  #environment: Record<string, string> = {};

  async start(): Promise<void> {
    const server = await this.stub.start();
    const config = join(this.directory, 'config');
    const cluster = { clusters: [{ name: 'c', cluster: { server } }], users: [{ name: 'u', user: {} }] };
    const contexts = ['here', 'other'].map((name) => ({ name, context: { cluster: 'c', user: 'u' } }));
    writeFileSync(
      config,
      JSON.stringify({ apiVersion: 'v1', kind: 'Config', ...cluster, contexts, 'current-context': 'here' }),
    );
    this.#environment = {
      PATH: `${this.programs}:${process.env['PATH'] ?? ''}`,
      HOME: this.directory,
      KUBECONFIG: config,
      KUBECACHEDIR: join(this.directory, 'cache'),
    };
  }

  /** The whole environment of a line. */
  environment(more: Readonly<Record<string, string>> = {}): Record<string, string> {
    return { ...this.#environment, ...more };
  }

  /** Runs a line as it stands in the docs, in a shell of its own, without a terminal. */
  async line(text: string, more: Readonly<Record<string, string>> = {}): Promise<Ended> {
    const { exitCode, stdout, stderr } = await execa('sh', ['-c', text], {
      env: this.environment(more),
      extendEnv: false,
      stdin: 'ignore',
      reject: false,
      timeout: LINE_MS,
    });
    return { exitCode: exitCode ?? -1, stdout, stderr };
  }

  /** The version of the machine's kubectl, such as `1.32.4`; throws where there is none. */
  async version(): Promise<string> {
    const { stdout } = await this.line('kubectl version --client --output=json');
    const said = (JSON.parse(stdout || '{}') as { clientVersion?: { gitVersion?: string } }).clientVersion?.gitVersion;
    const version = /^v(\d+\.\d+\.\d+)/.exec(said ?? '')?.[1];
    if (version === undefined) throw new Error('no kubectl on this machine: bash scripts/install-test-programs.sh');
    return version;
  }

  async stop(): Promise<void> {
    await this.stub.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }
}
