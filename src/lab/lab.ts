import { FAULTS, type FaultName } from './catalogue.js';
import type { Fault, LabOptions, Scene } from './fault.js';
import { type PortTarget, Stage } from './stage.js';

/** A running lab. */
export interface Lab {
  readonly name: FaultName;
  readonly title: string;
  /** `image` is the one to check; others by what they are for. */
  readonly references: Scene['references'];
  /** Loopback addresses that the lab's servers are on. */
  readonly addresses: readonly string[];
  /** To lay over the host that is looked at. */
  readonly files: readonly { readonly path: string; readonly content: string }[];
  /** Variables of the client on that host. */
  readonly environment: Readonly<Record<string, string>>;
  /** The client it is best shown with. */
  readonly client: string;
  /** It is about pushes, of a part of so many bytes; null: about pulls. */
  readonly push: { readonly partBytes?: number } | null;
  /** Finding code that should come first; null for none. */
  readonly expected: string | null;
  /** `address:port` as the files speak of it → where it really is; null when no port had to move (it takes root to bind 443, 80 and 53). */
  readonly portMap: ReadonlyMap<string, PortTarget> | null;
  /** What is there, a line each, for people. */
  describe(): string;
  /** Ends all servers and gives the address back; safe to call twice. */
  stop(): Promise<void>;
}

/**
 * Starts one lab in this process, on loopback only; it keeps the process alive until `stop`, and nothing of it
 * outlives the process. Rejects where no port can be bound, or silence
 * can't be shown on this kernel.
 */
export async function startLab(name: FaultName, options: LabOptions = {}): Promise<Lab> {
  const fault: Fault = FAULTS[name];
  const stage = await Stage.open();
  try {
    const scene = await fault.arrange(stage, { home: '/root', nowMs: Date.now(), challenge: 'basic', ...options });
    return {
      name,
      title: fault.title,
      references: scene.references,
      addresses: [stage.address],
      files: [...stage.files].map(([path, content]) => ({ path, content })),
      environment: Object.fromEntries(stage.environment),
      client: fault.client,
      push: fault.push ?? null,
      expected: fault.expected,
      portMap: stage.moved.size === 0 ? null : stage.moved,
      describe: () => [fault.title, ...scene.story.map((line) => `- ${line}`), ...shifts(stage)].join('\n'),
      stop: () => stage.stop(),
    };
  } catch (error) {
    await stage.stop();
    throw error;
  }
}

function shifts(stage: Stage): string[] {
  return [...stage.moved].map(
    ([wanted, { address, port }]) => `- ${wanted} is at ${address}:${port}, as that port could not be bound`,
  );
}
