import type { Brief } from '../../many/brief.js';
import type { Report } from '../../report/schema.js';

/** A place that reports go to, one after the other as they are done. */
export interface Sink {
  tell(brief: Brief, report: Report): Promise<void> | void;
}
