import type { FindingCode } from '../../src/findings/codes.js';

const OF_THE_SYMPTOM = 'the text is that of what the setting should have cured; that code has its own page';
const OWN_OUTPUT = 'a line of regdoctor itself, not of a client';
const NO_REASON = "the client leaves out the registry's reason; the text is that of any refused login";

/** Texts on pages that don't hold the page's cause, by a part of each, with the reason. Everything else must be recognised. */
export const NOT_IN_THE_TEXT: Partial<Record<FindingCode, Readonly<Record<string, string>>>> = {
  'config-ignored-wrong-path': { 'x509: certificate signed by unknown authority': OF_THE_SYMPTOM },
  'http-on-https-port': {
    'Get "http://registry.example.com:5000/v2/": EOF': 'the server hung up; that is all there is',
  },
  'short-name-unresolved': { 'Get "https://registry-1.docker.io/v2/": …': 'whatever the wrong registry then says' },
  'anonymous-push-denied': {
    'rights: anyone may pull': OWN_OUTPUT,
    'initiating layer upload to /v2/team/app/blobs/uploads/ in registry.example.com:5000: unauthorized': NO_REASON,
  },
};
