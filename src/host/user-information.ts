import { REDACTED } from './redact-values.js';

/** User information of a URL: `//user:password@`. */
const USER_INFORMATION = /\/\/[^\s/"'<>`]+@/g;

/** `https://user:password@proxy` → `https://redacted@proxy`, everywhere in a text. */
export function redactUserInformation(text: string): string {
  return text.replace(USER_INFORMATION, `//${REDACTED}@`);
}
