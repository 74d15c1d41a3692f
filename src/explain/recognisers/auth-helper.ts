import type { Recogniser } from '../recogniser.js';

/** Programs that keep credentials for clients. */
export const AUTH_HELPER: readonly Recogniser[] = [
  {
    label: 'auth-helper-missing',
    weight: 94,
    anchors: ['docker-credential-', 'credential provider plugin'],
    pattern:
      /docker-credential-[\w.-]{1,80}"?:? (?:executable file )?not found|exec: "?(?:\S*\/)?docker-credential-[^"\s]{1,80}"?: (?:executable file not found|no such file|stat \S+ no such file)|docker-credential-[\w.-]{1,80} (?:not installed|no such file|is not recognized)|(?:cannot run program|fork\/exec|command not found|no such file or directory)[^\n]{0,60}docker-credential-|docker-credential-[\w.-]{1,80}: (?:command not found|no such file)|finding credential provider plugin executables/i,
    why: 'The configuration names a credential helper that is not installed, or not on the PATH of this program.',
    also: ['auth-helper-failed'],
    tells:
      'credsStore and credHelpers in config.json name it; the daemon, a VM and WSL have other paths than the shell.',
    source: 'docker/docker-credential-helpers client/command.go; golang/go src/os/exec; docker-py credentials/store.py',
    examples: [
      'error getting credentials - err: exec: "docker-credential-desktop": executable file not found in $PATH, out: ``',
      'docker.credentials.errors.InitializationError: docker-credential-pass not installed or not available in PATH',
    ],
  },
  {
    label: 'auth-helper-failed',
    weight: 90,
    anchors: [
      'error getting credentials',
      'error storing credentials',
      'error erasing credentials',
      'error saving credentials',
      'credentials store error',
      'error calling docker-credential',
      'docker-credential-',
      'credential helper',
      'credentials helper',
      'credential-provider plugin',
      'credential provider plugin',
      'credentials.errors.storeerror',
      'no usernames for https',
      'pass not initialized',
      'autolaunch d-bus',
      'credentials not found in native keychain',
    ],
    pattern:
      /error (?:getting|storing|erasing) credentials|error saving credentials|credentials store error|docker-credential-[\w.-]{1,80} (?:exited with|returned|failed)|error calling docker-credential|credentials? helper [^\n]{0,80}(?:failed|exit status|error)|credential[ -]provider plugin[^\n]{0,120}(?:fail|error)|credentials\.errors\.storeerror|no usernames for https|pass not initialized|autolaunch d-bus|credentials not found in native keychain/i,
    unless: /executable file not found|not installed or not available/i,
    why: 'The credential helper that the configuration names runs and fails.',
    also: ['auth-helper-missing'],
    tells: 'echo REGISTRY | docker-credential-NAME get shows its own error.',
    source: 'docker/docker-credential-helpers client/client.go; kubernetes pkg/credentialprovider/plugin',
    examples: ['error getting credentials - err: exit status 1, out: `not logged in`'],
  },
];
