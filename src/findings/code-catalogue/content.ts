import type { FindingCode } from '../codes.js';
import type { CodeEntries } from './entry.js';

type ContentCode = Extract<
  FindingCode,
  | 'captive-portal-or-html'
  | 'registry-5xx'
  | 'rate-limited'
  | 'registry-deleted-or-eol'
  | 'manifest-unknown'
  | 'repository-not-found'
  | 'wrong-platform'
  | 'schema1-unsupported'
  | 'mediatype-unsupported'
  | `blob-${string}`
  | 'digest-mismatch'
  | `upload-${string}`
  | 'registry-storage-full-or-readonly'
>;

/** What the registry answers: whether it works, what it has, what it takes. */
export const CONTENT: CodeEntries<ContentCode> = {
  'captive-portal-or-html': {
    severity: 'error',
    title: "A web page comes back where a registry's answer was expected",
    meaning:
      'A login page of the network, a web site, a web interface, or the wrong path or port of the right product.',
    known: "Probe: the answer's type and first characters. Text: \"invalid character '<'\", text/html as a media type.",
    seenBy: ['probe', 'text'],
  },
  'registry-5xx': {
    severity: 'error',
    title: 'The registry, or the gateway before it, is failing at this time',
    meaning: 'Its owner has to act; waiting or a mirror may help meanwhile.',
    known: 'Probe: an answer of 500 to 599, or none at all after the connection. Text: the status and its words.',
    seenBy: ['probe', 'text'],
  },
  'rate-limited': {
    severity: 'error',
    title: 'The registry limits the number of pulls, and they are used up',
    meaning:
      'Limits count by account or by address; behind one address everybody shares them. A login or a cache helps.',
    known:
      'Probe: 429 or TOOMANYREQUESTS, with the quota and when it counts anew. Text: "toomanyrequests", "pull rate limit".',
    seenBy: ['probe', 'text'],
  },
  'registry-deleted-or-eol': {
    severity: 'error',
    title: 'The registry, account or image was withdrawn, moved or shut down',
    meaning: 'Waiting does not bring it back: the reference has to change to where the image is now.',
    known:
      'Text only: names of services that are known to be gone, and the words that they say. A check then shows what the host still answers.',
    seenBy: ['text'],
  },
  'manifest-unknown': {
    severity: 'error',
    title: 'The repository exists, but this tag or digest does not',
    meaning: 'A slip in the tag, a build that did not push, or a clean-up that removed it.',
    known:
      'Probe: MANIFEST_UNKNOWN or 404, and the list of tags, searched for near ones. Text: "manifest unknown"; containerd says only "not found".',
    seenBy: ['probe', 'text'],
  },
  'repository-not-found': {
    severity: 'error',
    title: 'The registry does not have this repository, or does not show it',
    meaning:
      'A slip in the path, a project that was never made, or no right to see it: many registries answer the same to both.',
    known:
      'Probe: NAME_UNKNOWN or words that say so, and what the token grants. Text: "name unknown", "repository does not exist".',
    seenBy: ['probe', 'text'],
  },
  'wrong-platform': {
    severity: 'error',
    title: 'The image has no build for this operating system or processor',
    meaning: 'It has to be built for this platform too, or run elsewhere.',
    known:
      'Probe: the index was read, and the client\'s own rule for choosing found nothing in it. Text: "no matching manifest for …".',
    seenBy: ['probe', 'text'],
  },
  'schema1-unsupported': {
    severity: 'error',
    title: 'The image is stored in the old schema 1, which one side takes no more',
    meaning: 'It has to be pushed anew from a client that still reads it.',
    known:
      'Probe: the manifest says schemaVersion 1, and this client refuses that. Text: the words of Docker and containerd for it.',
    seenBy: ['probe', 'text'],
  },
  'mediatype-unsupported': {
    severity: 'error',
    title: 'One side does not take this type of manifest, configuration or layer',
    meaning:
      'The name holds something else than an image (a chart, a signature), or one side is too old for this form.',
    known:
      'Probe: the types of manifest and configuration against what the client takes at its version. Text: "unsupported media type", MANIFEST_INVALID.',
    seenBy: ['probe', 'text'],
  },
  'blob-unknown-or-corrupt': {
    severity: 'error',
    title: 'The registry has the manifest, and lacks or has damaged a blob that it names',
    meaning:
      'The store behind the registry lost data, or an upload never ended. Its owner must push or restore the image.',
    known:
      'Probe: configuration and first layer are asked for: 404, BLOB_UNKNOWN, or another sum than the digest. Text: "blob unknown", short reads.',
    seenBy: ['probe', 'text'],
  },
  'blob-redirect-unreachable': {
    severity: 'error',
    title: 'The registry sends blobs from another host, which cannot be reached or trusted from here',
    meaning: 'Firewalls and proxies must let through the storage or CDN host too, not only the registry.',
    known:
      'Probe: the redirect is followed as the client would, without the login. Text: a failing URL of a blob store.',
    seenBy: ['probe', 'text'],
  },
  'digest-mismatch': {
    severity: 'error',
    title: 'The content that came does not match its digest or size',
    meaning: 'A cache or proxy changes what passes, a store is damaged, or somebody put another image in place.',
    known:
      'Probe: the sum of the answer is worked out and compared. Text: "does not match provided manifest digest", "unexpected commit digest".',
    seenBy: ['probe', 'text'],
  },
  'upload-too-large': {
    severity: 'error',
    title: 'A proxy, or the registry, refuses an upload for its size',
    meaning: 'A limit on the size of request bodies stands before the registry, below the size of a layer.',
    known:
      'Probe: with --push-size, zero bytes of that size were refused with 413, and smaller ones passed. Text: 413.',
    seenBy: ['probe', 'text'],
  },
  'upload-redirect-scheme': {
    severity: 'error',
    title: 'The registry sends uploads to a wrong address: another scheme, host or port',
    meaning: 'The registry does not know by what name and scheme it is reached through the proxy before it.',
    known:
      'Probe: the Location of a started upload is read and asked. Text: a push that goes on at http:// or another port.',
    seenBy: ['probe', 'text'],
  },
  'registry-storage-full-or-readonly': {
    severity: 'error',
    title: 'The registry answers, but it cannot write: disk full, quota reached, read-only',
    meaning: 'Pulls go on working. Its owner must make room, raise the quota or end the maintenance.',
    known:
      "Probe: an upload was started and refused in the registry's own words, or with 405. Text: errors of the registry's file system or quota.",
    seenBy: ['probe', 'text'],
  },
};
