import type { FindingCode } from '../codes.js';
import type { CodeEntries } from './entry.js';

type MachineCode = Extract<
  FindingCode,
  | `config-${string}`
  | 'invalid-reference'
  | 'short-name-unresolved'
  | `policy-${string}`
  | `storage-${string}`
  | 'daemon-not-running'
>;

/** The machine that pulls: names, its configuration, its rules, its storage. */
export const MACHINE: CodeEntries<MachineCode> = {
  'invalid-reference': {
    severity: 'error',
    title: 'The image name is not well formed',
    meaning:
      'Capital letters, a scheme, blanks, an empty variable, or a part too many. Clients differ in what they take.',
    known:
      'Configuration: the name is parsed as each client does, without network. Text: "invalid reference format" and its like.',
    seenBy: ['configuration', 'text'],
  },
  'short-name-unresolved': {
    severity: 'error',
    title: 'The name has no registry, and nothing on this machine says where to look',
    meaning: 'Write the registry into the name, or give this machine an alias or a search list.',
    known:
      'Configuration: aliases, search list and mode are read as the client does. Text: "did not resolve to an alias".',
    seenBy: ['configuration', 'text'],
  },
  'config-parse-error': {
    severity: 'error',
    title: 'A configuration file cannot be parsed, and the client stops before any network',
    meaning: 'A syntax error or a value of the wrong kind; one bad file stops every image.',
    known:
      'Configuration: the same files are read by the same rules, with file and line. Text: the errors of TOML, JSON and YAML parsers.',
    seenBy: ['configuration', 'text'],
  },
  'config-ignored-wrong-path': {
    severity: 'error',
    title: 'The setting is right, but it lies where this client does not read',
    meaning:
      "Another directory, suffix, user, machine or another program's file: the client behaves as if it were not there.",
    known:
      'Configuration: the setting is laid where it counts and replayed; only a cure is a cause. Text: among the causes of what the setting should have cured.',
    seenBy: ['configuration', 'text'],
  },
  'config-unknown-key': {
    severity: 'info',
    title: 'A configuration file has a key that no version of this program reads',
    meaning:
      'A slip of the pen, mostly: it does nothing, and nobody says so. An error where the right key would cure the client.',
    known:
      'Configuration: every key is compared with those that have an effect. No text shows it: the programs are silent.',
    seenBy: ['configuration'],
  },
  'config-wrong-dialect': {
    severity: 'error',
    title: "The configuration is in another program's form, or in one that this version no longer reads",
    meaning: 'What is valid for one client, or for the version before, is dead or fatal here.',
    known:
      'Configuration: the file parses as another known form. Text: the words of clients that meet old or mixed forms.',
    seenBy: ['configuration', 'text'],
  },
  'config-conflict': {
    severity: 'error',
    title: "Two settings exclude each other, or one takes the other's effect away",
    meaning:
      'A flag and a file, two files, or two keys of one file: the client refuses to start or ignores one of them.',
    known:
      'Configuration: the files are merged as the client does, with the line of each value. Text: "cannot be set when …", "conflicting …".',
    seenBy: ['configuration', 'text'],
  },
  'config-needs-restart': {
    severity: 'error',
    title: 'The files are right, but the daemon that reads them was started before they were changed',
    meaning: 'A restart, or a reload where the program has one, brings the setting into effect.',
    known:
      "Configuration: times of files against the start of the process, and the service's environment against its unit. No text shows it.",
    seenBy: ['configuration'],
  },
  'config-deprecated': {
    severity: 'warning',
    title: 'A setting works now and has no effect, or stops the client, after the next update',
    meaning: 'Move it to the new form before the update does it for you.',
    known:
      'Configuration: what each version reads, against the version installed; replay without it fails. No text of a failed pull shows it.',
    seenBy: ['configuration'],
  },
  'policy-blocked-registry': {
    severity: 'error',
    title: 'A policy of this machine or cluster forbids the registry',
    meaning: 'Nothing was sent. Somebody decided this: ask them, or use a registry that is allowed.',
    known:
      'Configuration: blocked entries and allow-lists that the client reads. Text: the words of clients and admission policies.',
    seenBy: ['configuration', 'text'],
  },
  'policy-signature-rejected': {
    severity: 'error',
    title: 'A signature policy is not satisfied',
    meaning:
      'The image is not signed, is signed by somebody else, or the policy has no rule that lets it through. Nothing is wrong with the network.',
    known:
      "Text only: the words of policy.json's judges, cosign, Notary and admission controllers. regdoctor check does not judge signatures.",
    seenBy: ['text'],
  },
  'storage-overlay-on-overlay': {
    severity: 'error',
    title: 'Overlay storage lies on a file system that cannot carry it',
    meaning:
      'Mostly a build inside a container, where the store is itself on overlay: it needs a volume, fuse-overlayfs or the vfs driver.',
    known:
      'Probe: regdoctor storage mounts layers in a scratch directory where the store lies, as the client would. Text: the errors of storage drivers and of the mount call.',
    seenBy: ['probe', 'text'],
  },
  'storage-fuse-missing': {
    severity: 'error',
    title: 'fuse-overlayfs, or the device /dev/fuse that it needs, is missing',
    meaning:
      'Rootless or nested storage mounts through FUSE here: the program has to be installed and the device passed in.',
    known:
      'Probe: regdoctor storage opens the device and mounts with the program that the client would take. Text: the errors of the mount program and of libfuse.',
    seenBy: ['probe', 'text'],
  },
  'storage-permission-userns': {
    severity: 'error',
    title: 'Unpacking needs user or group ids, or rights, that the user namespace does not have',
    meaning:
      'Files of the image belong to ids that are not mapped: /etc/subuid and /etc/subgid, newuidmap, or the rights of the container are short.',
    known:
      'Probe: regdoctor storage makes a user namespace as the client would, maps its ids and gives a file away in it. Text: the errors of chown, of newuidmap and of unshare.',
    seenBy: ['probe', 'text'],
  },
  'storage-no-space': {
    severity: 'error',
    title: 'The client machine has no room for the image',
    meaning: 'The disk, its inodes or a quota are used up where images are unpacked, or where they are put on the way.',
    known:
      'Probe: regdoctor storage writes a file of 1 MiB where the store lies and counts free inodes. Text: ENOSPC and EDQUOT of a write on the client; the same words from the registry are its own storage.',
    seenBy: ['probe', 'text'],
  },
  'daemon-not-running': {
    severity: 'error',
    title: 'The client cannot reach its own container engine',
    meaning:
      'The engine is not running, its socket is elsewhere, or this user may not open it. No registry was asked yet.',
    known: 'Text only: connects to a local socket or to the address in DOCKER_HOST or CONTAINER_HOST that fail.',
    seenBy: ['text'],
  },
};
