import type { Report } from '../report/schema.js';

/** Stub of the skeleton. */
export async function* checkMany(_options: { readonly references: readonly string[] }): AsyncGenerator<Report> {}
