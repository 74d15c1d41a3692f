import type { Label } from './label.js';

/** What text gives of its surroundings; null where it doesn't say. */
export interface TextContext {
  /** Name of the client as the tool knows it (`docker`, `containerd`, `kubelet`…). */
  readonly client: string | null;
  /** As written there. */
  readonly reference: string | null;
  /** `host[:port]` of the registry, or of the host that failed. */
  readonly host: string | null;
  readonly url: string | null;
  /** `10.0.0.7:443`. */
  readonly address: string | null;
}

/** One cause seen in a text. */
export interface Match extends TextContext {
  readonly code: Label;
  /** 0 to 1. */
  readonly confidence: number;
  /** 1 for the first line of the input. */
  readonly line: number;
  /** How often, in all. */
  readonly count: number;
  /** One sentence. */
  readonly why: string;
  /** What to do now: a command line to paste, or who must do what. */
  readonly next: string;
}
