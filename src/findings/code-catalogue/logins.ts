import type { FindingCode } from '../codes.js';
import type { CodeEntries } from './entry.js';

type LoginCode = Extract<FindingCode, `auth-${string}` | `anonymous-${string}`>;

/** Who asks, and what that one may do. */
export const LOGINS: CodeEntries<LoginCode> = {
  'auth-missing-credentials': {
    severity: 'error',
    title: 'The registry asks for a login, and this client sends none',
    meaning:
      'Nobody logged in, or the login lies in a file, under a key or with a user that this client does not look at.',
    known:
      'Probe: 401 or 403, and the client\'s own search through its files found nothing to send; near misses are named. Text: "no basic auth credentials", "authentication required", which leaves open what was sent.',
    seenBy: ['probe', 'text'],
  },
  'auth-bad-credentials': {
    severity: 'error',
    title: 'Credentials were sent, and they are wrong',
    meaning: 'A password was changed, a token was withdrawn, or the login is for another registry.',
    known:
      'Probe: the credentials were sent once, as the client would, and 401 came back; file and key are named, never the secret. Text: "incorrect username or password" and its like.',
    seenBy: ['probe', 'text'],
  },
  'auth-denied-scope': {
    severity: 'error',
    title: 'The login is good, but it does not give the right for this repository or action',
    meaning: 'The account may not pull or push here, or the repository is not there and the registry does not say so.',
    known:
      'Probe: 403, or 401 although a token was given; what the token grants is compared with what was asked. Text: "denied", "insufficient_scope", "requested access to the resource is denied".',
    seenBy: ['probe', 'text'],
  },
  'auth-token-realm-unreachable': {
    severity: 'error',
    title: 'The registry sends clients to a token server that this client cannot reach or does not trust',
    meaning:
      'The registry itself is fine; the address in its challenge is another host, with a network, a name and a certificate of its own.',
    known:
      'Probe: the realm of the challenge is probed like any host; the detail names the layer. Text: a failing URL of a token service.',
    seenBy: ['probe', 'text'],
  },
  'auth-challenge-missing': {
    severity: 'error',
    title: 'The registry wants a login but does not ask for it where this client looks',
    meaning:
      '/v2/ answers 200 without a challenge and manifests answer 401: some clients then never send the credentials they have.',
    known:
      'Probe: both answers were seen, and by its own rule the client sent nothing. Text: a plain 401, which may mean other things too.',
    seenBy: ['probe', 'text'],
  },
  'auth-expired-token': {
    severity: 'error',
    title: 'The stored login is a token, and its time is over',
    meaning: 'Tokens of cloud registries live for hours. Whatever writes them must run again before they end.',
    known:
      'Probe: the registry refuses, and the token\'s own end has passed by the server\'s clock, or the server says so. Text: "authorization token has expired" and its like.',
    seenBy: ['probe', 'text'],
  },
  'auth-clock-skew': {
    severity: 'error',
    title: 'A token is refused because two clocks differ',
    meaning:
      'Registry and token server disagree on the time, so a fresh token is not valid yet or over already. No client setting helps.',
    known:
      'Probe: the token\'s times, the Date of both servers and this machine\'s clock are compared; two that agree name the third. Text: tokens "used before issued" or not valid yet.',
    seenBy: ['probe', 'text'],
  },
  'auth-helper-missing': {
    severity: 'error',
    title: 'The configuration names a credential helper that is not installed',
    meaning:
      'A line in config.json or auth.json says that a program keeps the login; this machine, or this PATH, does not have it.',
    known:
      'Probe: every directory of the PATH is looked at, as the client does. Text: "docker-credential-…: executable file not found".',
    seenBy: ['probe', 'text'],
  },
  'auth-helper-failed': {
    severity: 'error',
    title: 'A credential helper is there, but it fails, hangs, or prints no credential',
    meaning: 'The helper needs a session, a keychain, a network or an account that it does not have here.',
    known:
      'Probe: the helper is run as the client runs it; exit code, first words and time are told, never what it gives. Text: "error getting credentials" with a helper\'s exit code.',
    seenBy: ['probe', 'text'],
  },
  'anonymous-push-denied': {
    severity: 'info',
    title: 'Pushing needs an account, and nobody gave one',
    meaning: 'That is as it should be, unless the registry is meant to be open to all.',
    known:
      'Probe: an upload was started as the client would, without credentials, and refused. Text: a refused push that shows no login.',
    seenBy: ['probe', 'text'],
  },
  'anonymous-push-allowed': {
    severity: 'warning',
    title: 'Anyone who reaches the registry may push to this repository',
    meaning: 'Whoever reaches it may replace images. For a registry on this machine alone it is information.',
    known:
      "Probe: an upload with nobody's credentials was accepted, and cancelled at once. No text shows it: nothing fails.",
    seenBy: ['probe'],
  },
};
