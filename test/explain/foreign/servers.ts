import type { Line } from './random.js';

const STATUSES = [
  '200',
  '200',
  '201',
  '301',
  '304',
  '401',
  '403',
  '404',
  '413',
  '429',
  '499',
  '500',
  '502',
  '503',
  '504',
];

/** Web servers, proxies, mail and databases. */
export const SERVERS: readonly Line[] = [
  (c) =>
    `${c.address} - ${c.of(['-', c.word])} [01/Mar/2026:10:${10 + c.below(49)}:${10 + c.below(49)} +0000] "${c.of(['GET', 'POST', 'PUT', 'HEAD'])} /${c.word}/${c.below(99999)} HTTP/1.1" ${c.of(STATUSES)} ${c.below(99999)} "https://www.example.com/${c.word}" "Mozilla/5.0 (X11; Linux x86_64)"`,
  (c) =>
    `${c.address} - - [01/Mar/2026:10:00:${10 + c.below(49)} +0000] "GET /images/${c.word}.png HTTP/2.0" ${c.of(STATUSES)} ${c.below(99999)}`,
  (c) =>
    `2026/03/01 10:00:00 [error] ${c.below(9999)}#${c.below(99)}: *${c.below(99999)} connect() failed (111: Connection refused) while connecting to upstream, client: ${c.address}, server: www.example.com, request: "GET /api/${c.word} HTTP/1.1", upstream: "http://${c.address}:8080/api/${c.word}"`,
  (c) =>
    `2026/03/01 10:00:00 [error] ${c.below(9999)}#0: *${c.below(99999)} upstream timed out (110: Connection timed out) while reading response header from upstream, client: ${c.address}, server: _, host: "www.example.com"`,
  (c) =>
    `2026/03/01 10:00:00 [error] ${c.below(9999)}#0: *${c.below(99999)} client intended to send too large body: ${c.below(99999999)} bytes, client: ${c.address}, server: www.example.com`,
  (c) =>
    `2026/03/01 10:00:00 [crit] ${c.below(9999)}#0: *${c.below(99999)} SSL_do_handshake() failed (SSL: error:0A00006C:SSL routines::bad key share) while SSL handshaking, client: ${c.address}`,
  (c) =>
    `[Sun Mar 01 10:00:00.${c.below(999999)} 2026] [proxy:error] [pid ${c.below(99999)}] (111)Connection refused: AH00957: HTTP: attempt to connect to ${c.address}:8080 (${c.word}) failed`,
  (c) =>
    `[Sun Mar 01 10:00:00.${c.below(999999)} 2026] [authz_core:error] [pid ${c.below(99999)}] [client ${c.address}:${c.below(65535)}] AH01630: client denied by server configuration: /srv/www/${c.word}`,
  (c) =>
    `haproxy[${c.below(9999)}]: ${c.address}:${c.below(65535)} [01/Mar/2026:10:00:00.${c.below(999)}] front ${c.word}/srv${c.below(9)} 0/0/-1/-1/${c.below(9999)} 503 217 - - SC-- ${c.below(99)}/1/1/1/3 0/0 "GET /${c.word} HTTP/1.1"`,
  (c) =>
    `haproxy[${c.below(9999)}]: Server ${c.word}/srv${c.below(9)} is DOWN, reason: Layer4 connection problem, info: "Connection refused", check duration: 0ms.`,
  (c) =>
    `${c.clock} mail postfix/smtp[${c.below(99999)}]: ${c.hex(11).toUpperCase()}: to=<${c.word}@example.com>, relay=none, delay=${c.below(9999)}, status=deferred (connect to mx.example.com[${c.address}]:25: Connection timed out)`,
  (c) =>
    `${c.clock} mail postfix/smtpd[${c.below(99999)}]: NOQUEUE: reject: RCPT from unknown[${c.address}]: 554 5.7.1 <${c.word}@example.org>: Relay access denied`,
  (c) =>
    `${c.clock} mail postfix/smtp[${c.below(99999)}]: certificate verification failed for mx.example.com[${c.address}]:25: self-signed certificate`,
  (c) =>
    `2026-03-01 10:00:00.${c.below(999)} UTC [${c.below(99999)}] ${c.word}@${c.word} FATAL:  password authentication failed for user "${c.word}"`,
  (c) =>
    `2026-03-01 10:00:00.${c.below(999)} UTC [${c.below(99999)}] ERROR:  duplicate key value violates unique constraint "${c.word}_pkey"\nDETAIL:  Key (id)=(${c.below(99999)}) already exists.`,
  (c) =>
    `2026-03-01 10:00:00.${c.below(999)} UTC [${c.below(99999)}] FATAL:  could not write to file "pg_wal/${c.hex(24)}": No space left on device`,
  (c) =>
    `2026-03-01 10:00:00.${c.below(999)} UTC [${c.below(99999)}] LOG:  could not receive data from client: Connection reset by peer`,
  (c) =>
    `${c.below(99999)}:M 01 Mar 2026 10:00:00.${c.below(999)} * Background saving started by pid ${c.below(99999)}`,
];
