import type { Observation } from '../clients/client.js';
import type { Cause } from './context.js';
import { stopBehind } from './stop.js';

/** The observation that the file which stops the client is written in another program's form, or null. */
export function foreignForm(cause: Cause): Observation | null {
  if (cause.failure.kind !== 'config') return null;
  const files = stopBehind(cause)?.sources.map(({ name }) => name) ?? [];
  const { observations } = cause.case.plan;
  return (
    observations.find(({ code, source }) => code === 'config-wrong-dialect' && files.includes(source.name)) ?? null
  );
}
