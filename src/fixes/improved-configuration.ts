import type { Case, DiagnosisContext } from '../findings/context.js';
import type { Finding } from '../findings/finding.js';
import { observationsOf } from '../findings/observations.js';
import type { Change } from '../findings/trials.js';
import { workingHelper } from './working-helper.js';

const BUILD_SOURCES = 'BUILD_REGISTRY_SOURCES';

/** The host, or the name asked for, as it would be once somebody has done what the finding asks; null for findings about servers. */
export function improvedConfiguration(finding: Finding, entry: Case, context: DiagnosisContext): Change | null {
  switch (finding.code) {
    case 'policy-blocked-registry':
      // What a policy forbids isn't asked to see what would follow.
      return { ...unblocked(finding, context), unasked: true };
    case 'auth-helper-missing':
    case 'auth-helper-failed':
      return workingHelper(finding, entry, context);
    case 'config-parse-error':
      return finding.about.file === null ? {} : { files: [{ path: finding.about.file, content: null }] };
    case 'config-conflict':
      if (finding.about.file === null) return { environment: { [BUILD_SOURCES]: '' } };
      return { files: cureOf(finding, entry) };
    case 'config-needs-restart':
      return { files: cureOf(finding, entry), restarted: true };
    case 'config-deprecated':
    case 'config-ignored-wrong-path':
    case 'config-unknown-key':
      return { files: cureOf(finding, entry) };
    case 'config-wrong-dialect': {
      const files = cureOf(finding, entry);
      return {
        files:
          files.length === 0 && finding.about.file !== null ? [{ path: finding.about.file, content: null }] : files,
      };
    }
    case 'short-name-unresolved': {
      return { reference: `docker.io/library/${finding.subject.split('/').at(-1) ?? ''}`, unasked: true };
    }
    case 'invalid-reference': {
      const plain = withoutTag(finding.subject);
      return plain === null ? {} : { reference: plain, unasked: true };
    }
    default:
      return null;
  }
}

/** `name@digest` of `name:tag@digest`; null where it isn't both. */
export function withoutTag(typed: string): string | null {
  const found = /^(.+):[^:/@]+(@[a-z0-9]+:[0-9a-fA-F]+)$/.exec(typed);
  return found === null ? null : `${found[1]}${found[2]}`;
}

function cureOf(finding: Finding, entry: Case): { path: string; content: string }[] {
  return observationsOf(finding, entry.plan).flatMap(({ cure }) => [...cure]);
}

/** Without the line that blocks; a variable goes as a whole. */
function unblocked({ location, about }: Finding, { host }: DiagnosisContext): Change {
  if (about.file === null) return { environment: { [BUILD_SOURCES]: '' } };
  const read = host.files.read(about.file);
  if (read.kind !== 'file' || location?.line == null) return {};
  const lines = read.text.split('\n').filter((_, index) => index !== (location.line ?? 0) - 1);
  return { files: [{ path: about.file, content: lines.join('\n') }] };
}
