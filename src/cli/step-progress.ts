import { isScreen } from './terminal.js';

/** Says what is being done. */
export interface StepProgress {
  onStep(words: string): void;
  stop(): void;
}

/** Between two pictures of the spinner, ms: it says that something lives, no more. */
const SPIN_MS = 250;

/** A spinner on a terminal, one plain line a step elsewhere; nothing on standard output, ever. */
export function stepProgress({ stream, enabled }: { stream: NodeJS.WriteStream; enabled: boolean }): StepProgress {
  let spinner: { text: string; stop(): unknown } | null = null;
  let isStopped = false;
  let text = '';
  const start = async (): Promise<void> => {
    const { default: ora } = await import('ora');
    if (!isStopped) spinner = ora({ stream, isEnabled: true, text, interval: SPIN_MS, discardStdin: false }).start();
  };
  return {
    onStep(words) {
      if (!enabled) return;
      const isFirst = text === '';
      text = words;
      if (!isScreen(stream)) stream.write(`${words}\n`);
      else if (isFirst) start().catch(() => undefined);
      if (spinner !== null) spinner.text = words;
    },
    stop() {
      isStopped = true;
      spinner?.stop();
    },
  };
}
