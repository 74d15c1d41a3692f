import type { Stage } from './stage.js';

export interface LabOptions {
  /** Home directory of the user whose configuration is laid out; default `/root`. */
  readonly home?: string;
  /** Milliseconds since the epoch that certificates are dated by; default now. */
  readonly nowMs?: number;
  /** How the registries of the `auth-…` labs ask for a login; default `basic`. */
  readonly challenge?: 'basic' | 'bearer';
}

/** What a fault laid out. */
export interface Scene {
  /** `image` is the one to check; others by what they are for. */
  readonly references: { readonly image: string } & Readonly<Record<string, string>>;
  /** One line for each thing that is there, for people. */
  readonly story: readonly string[];
}

/** One lab: a registry with one thing wrong, or nothing. */
export interface Fault {
  readonly title: string;
  /** Finding code that a check of `image` should put first; null for none. */
  readonly expected: string | null;
  /** The client it is best shown with. */
  readonly client: string;
  /** What it shows is about pushes; `partBytes`: a part of so many bytes must be tried. Left out: about pulls. */
  readonly push?: { readonly partBytes?: number };
  arrange(stage: Stage, options: Required<LabOptions>): Promise<Scene>;
}
