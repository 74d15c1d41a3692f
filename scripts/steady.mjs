// What differs between two runs of the same lab, made equal. Used by scripts/runbooks.mjs.

/** The day that pages pretend to be written on. */
const SHOWN_MS = Date.parse('2026-01-15T12:00:00Z');
const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;
/** What this machine took in between is in every time of a proof: `fail 2 min 7 s`, `ok 55 ms`. */
const PROOF_TIME = /\b(ok|slow|fail) \d[\d.a-z ]*?(?= →|\)$)/g;

/** @param report a report of `regdoctor check`. @param startedMs when its lab was started: dates keep their distance from it. */
export function steadyReport(report, startedMs) {
  return steady(report, startedMs);
}

function steady(value, startedMs) {
  if (typeof value === 'string') return steadyString(value, startedMs);
  if (Array.isArray(value)) return value.map((each) => steady(each, startedMs));
  if (value === null || typeof value !== 'object') return value;
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, steady(each, startedMs)]));
}

function steadyString(text, startedMs) {
  return text
    .replace(/\b\d{4}-\d\d-\d\d(?:T\d\d:\d\d:\d\d(?:\.\d+)?Z)?(?![\w-])/g, (date) => shifted(date, startedMs))
    .replace(/\b\d\d:\d\d:\d\d UTC\b/g, '12:00:00 UTC')
    .replace(/\b127\.0\.80\.\d+/g, '127.0.80.1')
    .replace(/\b\d+ ms\b/g, 'N ms')
    .replace(/\b(\d+\.\d) s\b/g, (_, seconds) => `${Math.round(Number(seconds))}.0 s`)
    .replace(/\bsha256:[0-9a-f]{6,64}…?/g, 'sha256:…')
    .replace(/\b(?:[0-9A-F]{2}:){15,}[0-9A-F]{2}\b/g, '2A:A2:…')
    .replace(/\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/g, '403a6ef6-…');
}

/** A date or an instant as far from the shown day as it was from the start of the lab; instants to the minute. */
function shifted(date, startedMs) {
  const ms = Date.parse(date);
  if (Number.isNaN(ms)) return date;
  if (date.length <= 10) {
    const days = Math.round((ms - dayOf(startedMs)) / DAY_MS);
    return new Date(dayOf(SHOWN_MS) + days * DAY_MS).toISOString().slice(0, 10);
  }
  const shown = Math.round((SHOWN_MS + ms - startedMs) / MINUTE_MS) * MINUTE_MS;
  return new Date(shown).toISOString().replace('.000Z', 'Z');
}

function dayOf(ms) {
  return Math.floor(ms / DAY_MS) * DAY_MS;
}

/** Times that are numbers in a report and text on a terminal, and certificates that every lab makes anew. */
export function steadyText(text) {
  return text
    .replace(/^ *\((?:proven by replay|if that is done): .*\)$/gm, (proof) => proof.replace(PROOF_TIME, '$1 …'))
    .replace(/^(-----BEGIN CERTIFICATE-----\n)[^-]+/gm, '$1[…]\n');
}
