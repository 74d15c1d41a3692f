import { REDACTED } from '../redact-values.js';
import { isHarmless } from './harmless.js';

/** Flags of daemons that pull, whose values are no secrets (dockerd, containerd, buildkitd, k3s, RKE2, k0s, CRI-O, kubelet). */
const FLAGS: ReadonlySet<string> = new Set(
  `config config-file config-dir c root root-dir state address a data-dir d data-root graph host hosts H exec-root pidfile p group G insecure-registry
  registry-mirror dns dns-search dns-opt log-level l log-driver log-format storage-driver s storage-opt exec-opt bridge b bip fixed-cidr mtu
  userns-remap default-runtime add-runtime containerd containerd-namespace label cgroup-parent tlscacert tlscert tlskey selinux-enabled feature
  http-proxy https-proxy no-proxy private-registry container-runtime-endpoint image-service-endpoint resolv-conf node-name node-ip node-external-ip
  node-label node-taint tls-san cluster-cidr service-cidr cluster-dns cluster-domain disable flannel-backend bind-address advertise-address
  system-default-registry default-runtime-endpoint kubelet-arg kubelet-extra-args kubeconfig bootstrap-kubeconfig hostname-override pod-infra-container-image pause-image
  image-credential-provider-config image-credential-provider-bin-dir root-ca-file cri-socket profile registry registries-conf signature-policy
  runtime conmon cgroup-manager log-dir pinns-path allowed-unsafe-sysctls addr oci-worker containerd-worker oci-worker-snapshotter
  containerd-worker-addr feature-gates v pod-manifest-path write-kubeconfig-mode snapshotter`.split(/\s+/),
);
/** Words of a command that come before its flags. */
const COMMAND = /^(?:server|agent|controller|worker|run|daemon|start|install|[\w.+/-]*\/[\w.+-]+)$/;
const WORD = /"(?:[^"\\]|\\.)*"?|'[^']*'?|\S+/g;

/** One line of a shell or unit with the values of unknown flags replaced; quotes and blanks stay. */
export function keepKnownFlags(line: string): string {
  const words = [...line.matchAll(WORD)];
  const kept = keepKnownWords(words.map(([word]) => unquoted(word).text));
  let shown = '';
  let at = 0;
  for (const [index, match] of words.entries()) {
    const { quote, text } = unquoted(match[0]);
    const word = kept[index] ?? REDACTED;
    shown += line.slice(at, match.index) + (word === text ? match[0] : `${quote}${word}${quote}`);
    at = match.index + match[0].length;
  }
  return shown + line.slice(at);
}

/** Words of a command line with what may be a secret replaced: values of flags that are not known, and words that are neither flag nor command. */
export function keepKnownWords(words: readonly string[]): string[] {
  return words.map((word, index) => {
    const [, flag, value] = /^--?([A-Za-z][\w.-]*)(?:=([\s\S]*))?$/.exec(word) ?? [];
    if (flag !== undefined)
      return value === undefined || isKept(flag, value)
        ? word
        : `${word.slice(0, word.length - value.length)}${REDACTED}`;
    const before = /^--?([A-Za-z][\w.-]*)$/.exec(words[index - 1] ?? '')?.[1];
    if (before !== undefined && FLAGS.has(before)) return word;
    return isHarmless(word) || COMMAND.test(word) || /^[$\\;{}[\]|&-]/.test(word) ? word : REDACTED;
  });
}

function isKept(flag: string, value: string): boolean {
  return FLAGS.has(flag) || isHarmless(value);
}

function unquoted(word: string): { readonly quote: string; readonly text: string } {
  const [, quote = ''] = /^(["'])/.exec(word) ?? [];
  return { quote, text: quote === '' ? word : word.slice(1, word.length > 1 && word.endsWith(quote) ? -1 : undefined) };
}
