import type { HttpFact } from '../../facts/facts.js';
import { cleanText } from '../../text/clean.js';
import { asList, asObject } from './json.js';
import { withoutOpaqueRuns } from './opaque.js';

const MAX_ERRORS = 10;
const MAX_CODE_CHARACTERS = 64;
const MAX_MESSAGE_CHARACTERS = 300;
/** Longer messages are cut anyway. */
const MAX_LOOKED_AT_CHARACTERS = 8 * MAX_MESSAGE_CHARACTERS;

/**
 * `errors[]` of a registry's JSON body (distribution-spec "Error Codes"), codes in upper case: clients compare them so
 * (docker/distribution `registry/api/errcode/errors.go`). Numbers as codes are taken as text, as some registries send them.
 */
export function readErrors(body: Readonly<Record<string, unknown>>): HttpFact['errors'] {
  return asList(body.errors)
    .slice(0, MAX_ERRORS)
    .flatMap((entry) => {
      const error = asObject(entry);
      if (error === null) return [];
      const code = typeof error.code === 'string' || typeof error.code === 'number' ? String(error.code) : '';
      const message = typeof error.message === 'string' ? error.message : '';
      return [
        {
          code: cleanText(code.toUpperCase(), MAX_CODE_CHARACTERS),
          message: cleanText(withoutOpaqueRuns(message.slice(0, MAX_LOOKED_AT_CHARACTERS)), MAX_MESSAGE_CHARACTERS),
        },
      ];
    });
}
