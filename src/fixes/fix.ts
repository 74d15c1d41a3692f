import type { FindingCode } from '../findings/codes.js';
import type { Case, DiagnosisContext, Outcome } from '../findings/context.js';
import type { Finding } from '../findings/finding.js';
import type { Change } from '../findings/trials.js';
import type { Attempt } from '../replay/walk.js';

/** A file that a fix writes, changes or removes. A file whose new content would hold a secret is edited by pointer, never written out. */
export interface FixFile {
  readonly path: string;
  readonly action: 'write' | 'edit' | 'remove';
  /** Whole new content for `write`. */
  readonly content: string | null;
  /** JSON pointers to copy, `from` stays: `{pointer: '/auths/host:5000', from: '/auths/host'}`. */
  readonly edits: readonly { readonly pointer: string; readonly from: string }[];
}

/** A fix before it has been tried. */
export interface FixDraft {
  /** `host`: the client's configuration. `server`: somebody else's machine. `request`: what is asked for. */
  readonly kind: 'host' | 'server' | 'request';
  readonly summary: string;
  readonly limits: readonly string[];
  readonly files: readonly FixFile[];
  readonly commands: readonly string[];
  readonly prose: readonly string[];
  readonly reload: string;
  /** What replay tries. For `host`, the files above are laid over the host besides. */
  readonly change: Change;
  /** True where protection is given up: said after everything else, who must change what included. */
  readonly lastResort?: boolean;
  /** True where the change holds answers that nobody has seen: the proof is then hypothetical. */
  readonly assumes?: boolean;
}

/** A fix with its proof. */
export interface Fix extends Omit<FixDraft, 'change' | 'assumes'> {
  readonly client: string;
  readonly proof: {
    readonly kind: 'replayed' | 'hypothetical';
    readonly before: { readonly outcome: Outcome; readonly ms: number };
    /** With the changed walk, of the first client where several share the fix. */
    readonly after: { readonly outcome: Outcome; readonly ms: number; readonly attempts: readonly Attempt[] };
  };
}

/** Drafts for one finding and one client, best first. Only drafts that replay proves are printed. */
export interface FixRule {
  readonly codes: readonly FindingCode[];
  /** True: tried only where no rule before it brought a fix. */
  readonly afterOthers?: boolean;
  drafts(finding: Finding, entry: Case, context: DiagnosisContext): readonly FixDraft[];
}

/** A draft that changes nothing by itself; rules spread it. */
export const NO_CHANGE: Omit<FixDraft, 'kind' | 'summary'> = {
  limits: [],
  files: [],
  commands: [],
  prose: [],
  reload: 'none needed',
  change: {},
};

/** A whole file to write. */
export function write(path: string, content: string): FixFile {
  return { path, action: 'write', content, edits: [] };
}
