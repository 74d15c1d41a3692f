import { firstCause } from '../report/last-line.js';
import type { Report, ReportFinding } from '../report/schema.js';
import { type Brief, type BriefState, STATES } from './brief.js';

/** Causes whose finding is kept whole, with its fixes; of more than that a reader takes in no more anyway. */
const MOST_KEPT = 100;

/** References that one and the same thing is wrong with. */
export interface Cause {
  readonly state: BriefState;
  /** Code of the finding; null where none explains it. */
  readonly code: string | null;
  /** In one sentence, of the first reference. */
  readonly title: string;
  /** Places in the call. */
  readonly indexes: number[];
  /** The first reference's own, with its fixes; null where there is none, or there are too many causes. */
  readonly finding: ReportFinding | null;
  readonly vantage: Report['vantage'];
  /** True while title and fixes of all are the same, word for word. */
  alike: boolean;
}

/** Sorts what is wrong by cause, as reports come. */
export class Causes {
  readonly #causes = new Map<string, Cause & { readonly told: string }>();

  /** Adds a report that is not all right; others are passed over. */
  add(brief: Brief, report: Report): void {
    if (brief.state === 'ok') return;
    const found = firstCause(report);
    const id = JSON.stringify([brief.state, placeOf(found, report) ?? brief.why]);
    const told = JSON.stringify([found?.title ?? brief.why, found?.fixes.map(withoutProof)]);
    const known = this.#causes.get(id);
    if (known === undefined) {
      const finding = this.#causes.size < MOST_KEPT ? found : null;
      this.#causes.set(id, {
        state: brief.state,
        code: brief.code,
        title: found?.title ?? brief.why ?? report.summary,
        indexes: [brief.index],
        finding,
        vantage: report.vantage,
        alike: true,
        told,
      });
      return;
    }
    known.indexes.push(brief.index);
    known.alike &&= known.told === told;
  }

  /** The gravest first, of those the one that touches most; places in the order of the call. */
  sorted(): readonly Cause[] {
    for (const { indexes } of this.#causes.values()) indexes.sort((one, other) => one - other);
    return [...this.#causes.values()].sort(
      (one, other) =>
        STATES.indexOf(one.state) - STATES.indexOf(other.state) ||
        other.indexes.length - one.indexes.length ||
        (one.indexes[0] ?? 0) - (other.indexes[0] ?? 0),
    );
  }
}

/** What is broken, and where: an endpoint, a file; the registry where the finding is about the reference itself. */
function placeOf(finding: ReportFinding | null, { reference }: Report): readonly (string | null)[] | null {
  if (finding === null) return null;
  const isItsOwn = reference.repository !== null && finding.subject.includes(reference.repository);
  return [finding.code, isItsOwn ? reference.registry : finding.subject];
}

function withoutProof({ proof: _, ...fix }: ReportFinding['fixes'][number]): unknown {
  return fix;
}
