import type { Fact } from '../facts/facts.js';
import type { FactKey } from '../facts/keys.js';

export interface Progress {
  onProbe(event: { readonly key: FactKey; readonly fact: Fact | null }): void;
  stop(): void;
}

/** A check that ends within this time (ms) shows no progress at all. */
const QUIET_MS = 400;

/** A spinner on a terminal, one plain line a slow probe elsewhere; nothing on stdout, ever. */
export function progress({ stream, enabled }: { stream: NodeJS.WriteStream; enabled: boolean }): Progress {
  const waiting = new Map<string, string>();
  const started = Date.now();
  let spinner: { text: string; stop(): unknown } | null = null;
  const text = (): string =>
    `waiting for ${[...waiting.values()].slice(0, 2).join(', ')}${waiting.size > 2 ? ` and ${waiting.size - 2} more` : ''}`;
  const timer = setTimeout(async () => {
    if (!enabled || waiting.size === 0) return;
    if (stream.isTTY !== true) {
      stream.write(`${text()}\n`);
      return;
    }
    const { default: ora } = await import('ora');
    spinner = ora({ stream, text: text(), discardStdin: false }).start();
  }, QUIET_MS);
  timer.unref();
  return {
    onProbe({ key, fact }) {
      const name = describe(key);
      if (fact === null) waiting.set(name, name);
      else waiting.delete(name);
      if (spinner !== null) spinner.text = `${text()} (${Math.round((Date.now() - started) / 1000)} s)`;
    },
    stop() {
      clearTimeout(timer);
      spinner?.stop();
      spinner = null;
    },
  };
}

function describe(key: FactKey): string {
  switch (key.kind) {
    case 'dns':
      return `DNS ${key.name} at ${key.server}`;
    case 'tcp':
      return `TCP ${key.address}:${key.port}`;
    case 'tls':
      return `TLS ${key.serverName ?? key.route.address}:${key.route.port}`;
    case 'http':
      return `${key.method} ${new URL(key.url).host}`;
    case 'certificate':
      return `certificate at ${new URL(key.url).host}`;
    case 'helper':
      return `${key.program} for ${key.server}`;
  }
}
