/** References that are looked at side by side: enough to keep a slow link busy, few enough that the processor answers each in time and times stay true. */
export const REFERENCES_AT_ONCE = 32;
/** Of one registry, once the first of it has shown what all of them share. */
export const REFERENCES_AT_ONCE_EACH = 4;
/** Probes under way in all. */
export const PROBES_AT_ONCE = 128;
/** Requests side by side to one endpoint, each on a connection of its own, as browsers do it. */
export const MOST_REQUESTS_AT_ONCE_EACH = 6;
/** An endpoint that answers within this (ms) gets one request after the other: a second connection would cost more than it saves. */
export const NEAR_MS = 20;
/** Answers of an endpoint before its distance counts. */
export const ANSWERS_THAT_TELL = 3;
/** Requests in a row without any answer after which an endpoint is not asked again in this run: each more would cost a whole step. */
export const SILENCES_THAT_TELL = 3;
/** How often a question is asked again whose silence may have been this process's own: each time costs a whole step. */
export const MOST_REPEATS = 1;
/** References under way when a run begins; one more for each that is done: programs are slow while they warm up. */
export const REFERENCES_AT_FIRST = 4;
