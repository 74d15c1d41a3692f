import type { Line } from './random.js';

/** The journal, the kernel, and who logs in. */
export const SYSTEM: readonly Line[] = [
  (c) =>
    `${c.clock} node${c.below(9)} systemd[1]: ${c.of(['Starting', 'Started', 'Stopping', 'Stopped'])} ${c.word}.service - ${c.word} ${c.word}.`,
  (c) =>
    `${c.clock} node${c.below(9)} systemd[1]: ${c.word}.service: Main process exited, code=exited, status=${c.below(255)}/n/a\n${c.clock} node1 systemd[1]: ${c.word}.service: Failed with result 'exit-code'.`,
  (c) =>
    `${c.clock} node${c.below(9)} sshd[${c.below(99999)}]: Failed password for invalid user ${c.word} from ${c.address} port ${c.below(65535)} ssh2`,
  (c) =>
    `${c.clock} node${c.below(9)} sshd[${c.below(99999)}]: Connection reset by authenticating user ${c.word} ${c.address} port ${c.below(65535)} [preauth]`,
  (c) =>
    `${c.clock} node${c.below(9)} sshd[${c.below(99999)}]: error: kex_exchange_identification: Connection closed by remote host`,
  (c) =>
    `${c.clock} node${c.below(9)} sudo[${c.below(99999)}]: pam_unix(sudo:auth): authentication failure; logname=${c.word} uid=1000 euid=0 tty=/dev/pts/0 ruser=${c.word} rhost=  user=${c.word}`,
  (c) =>
    `${c.clock} node${c.below(9)} kernel: [${c.below(99999)}.${c.below(999999)}] Out of memory: Killed process ${c.below(99999)} (${c.word}) total-vm:${c.below(9999999)}kB, anon-rss:${c.below(9999999)}kB`,
  (c) =>
    `${c.clock} node${c.below(9)} kernel: overlayfs: upper fs does not support tmpfile.\n${c.clock} node1 kernel: EXT4-fs (sda${c.below(9)}): mounted filesystem ${c.hex(8)} r/w with ordered data mode.`,
  (c) =>
    `${c.clock} node${c.below(9)} kernel: eth0: Link is Down\n${c.clock} node1 kernel: br-${c.hex(12)}: port ${c.below(9)}(veth${c.hex(7)}) entered blocking state`,
  (c) => `${c.clock} node${c.below(9)} kernel: nf_conntrack: table full, dropping packet`,
  (c) =>
    `${c.clock} node${c.below(9)} NetworkManager[${c.below(9999)}]: <info>  [${c.below(99999999)}.${c.below(9999)}] device (eth0): state change: activated -> deactivating`,
  (c) =>
    `${c.clock} node${c.below(9)} systemd-resolved[${c.below(9999)}]: Using degraded feature set UDP instead of UDP+EDNS0 for DNS server ${c.address}.`,
  (c) =>
    `${c.clock} node${c.below(9)} systemd-resolved[${c.below(9999)}]: DNSSEC validation failed for question ${c.word}.example.com IN A: failed-auxiliary`,
  (c) =>
    `${c.clock} node${c.below(9)} chronyd[${c.below(9999)}]: System clock wrong by ${c.below(99)}.${c.below(999999)} seconds`,
  (c) => `${c.clock} node${c.below(9)} CRON[${c.below(99999)}]: (root) CMD (/usr/local/bin/${c.word} --quiet)`,
  (c) =>
    `${c.clock} node${c.below(9)} dbus-daemon[${c.below(9999)}]: [system] Activating via systemd: service name='org.example.${c.word}' unit='${c.word}.service' requested by ':1.${c.below(999)}'`,
  (c) =>
    `${c.clock} node${c.below(9)} audit[${c.below(99999)}]: AVC apparmor="DENIED" operation="open" profile="/usr/sbin/${c.word}" name="/proc/${c.below(99999)}/status" requested_mask="r" denied_mask="r"`,
  (c) =>
    `${c.clock} node${c.below(9)} snapd[${c.below(9999)}]: stateengine.go:${c.below(999)}: state ensure error: Get "https://api.snapcraft.io/api/v1/snaps/sections": dial tcp: lookup api.snapcraft.io: Temporary failure in name resolution`,
  (c) =>
    `${c.clock} node${c.below(9)} node_exporter[${c.below(9999)}]: level=error msg="collector failed" name=${c.word} duration_seconds=0.${c.below(999)} err="could not get ${c.word}: permission denied"`,
];
