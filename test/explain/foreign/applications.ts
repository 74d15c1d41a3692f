import type { Line } from './random.js';

const STATUSES = ['200', '201', '401', '403', '404', '409', '413', '429', '500', '502', '503', '504'];

/** Services that talk to other services. */
export const APPLICATIONS: readonly Line[] = [
  (c) =>
    `{"time":"${c.time}","level":"info","msg":"request","method":"${c.of(['GET', 'POST'])}","path":"/api/v${c.of(['1', '2'])}/${c.word}/${c.below(9999)}","status":${c.of(STATUSES)},"duration_ms":${c.below(9999)},"trace_id":"${c.hex(32)}"}`,
  (c) =>
    `{"time":"${c.time}","level":"error","msg":"call failed","service":"${c.word}","error":"Get \\"https://${c.word}.example.com/api/${c.word}\\": ${c.of(['x509: certificate signed by unknown authority', 'dial tcp: lookup billing.example.com: no such host', 'context deadline exceeded (Client.Timeout exceeded while awaiting headers)', 'EOF', 'http: server gave HTTP response to HTTPS client', 'remote error: tls: handshake failure'])}"}`,
  (c) =>
    `{"time":"${c.time}","level":"error","msg":"upstream answered","status":${c.of(STATUSES)},"body":"{\\"error\\":\\"${c.of(['unauthorized', 'forbidden', 'invalid_token', 'token expired', 'internal server error', 'not found'])}\\"}"}`,
  (c) =>
    `${c.time} ERROR [${c.word}-${c.below(32)}] com.example.${c.word}.Client - 401 Unauthorized from POST https://${c.word}.example.com/oauth2/token`,
  (c) =>
    `${c.time} WARN  [${c.word}-${c.below(32)}] com.example.${c.word}.Retry - attempt ${c.below(5)} failed: java.net.SocketTimeoutException: Read timed out`,
  (c) =>
    `${c.time} ERROR [${c.word}] rpc error: code = ${c.of(['Unavailable', 'DeadlineExceeded', 'PermissionDenied', 'Unauthenticated'])} desc = ${c.of(['connection error: desc = "transport: Error while dialing: dial tcp 10.0.0.9:9090: connect: connection refused"', 'context deadline exceeded', 'caller does not have permission', 'token is expired'])}`,
  (c) =>
    `time="${c.time}" level=error msg="cannot reach ${c.word}" error="dial tcp ${c.address}:${c.below(65535)}: ${c.of(['connect: connection refused', 'i/o timeout', 'connect: no route to host', 'connect: network is unreachable'])}"`,
  (c) =>
    `time="${c.time}" level=warning msg="rate limit exceeded" client=${c.address} path=/${c.word} limit=${c.below(999)}`,
  (c) =>
    `[${c.time}] production.ERROR: SQLSTATE[HY000] [2002] Connection refused (SQL: select * from \`${c.word}\` where \`id\` = ${c.below(9999)} limit 1)`,
  (c) =>
    `Traceback (most recent call last):\n  File "/app/${c.word}.py", line ${c.below(999)}, in ${c.word}\n    raise HTTPError(${c.of(STATUSES)})\nrequests.exceptions.HTTPError: ${c.of(['401 Client Error: Unauthorized', '403 Client Error: Forbidden', '404 Client Error: Not Found', '502 Server Error: Bad Gateway'])} for url: https://${c.word}.example.com/${c.word}`,
  (c) =>
    `ssl.SSLCertVerificationError: [SSL: CERTIFICATE_VERIFY_FAILED] certificate verify failed: ${c.of(['self-signed certificate', 'certificate has expired', 'unable to get local issuer certificate'])} (_ssl.c:${c.below(2000)})`,
  (c) =>
    `Error: connect ${c.of(['ECONNREFUSED', 'ETIMEDOUT', 'EHOSTUNREACH'])} ${c.address}:${c.below(65535)}\n    at TCPConnectWrap.afterConnect [as oncomplete] (node:net:1555:16)`,
  (c) =>
    `curl: (${c.of(['6', '7', '28', '35', '60'])}) ${c.of(['Could not resolve host: api.example.com', 'Failed to connect to api.example.com port 443: Connection refused', 'SSL certificate problem: unable to get local issuer certificate', 'Operation timed out after 30001 milliseconds with 0 bytes received'])}`,
  (c) =>
    `${c.time} INFO saved ${c.below(999)} images of the product gallery, ${c.below(99)} blobs, layer ${c.word}; push notification to ${c.below(999)} devices, pull of ${c.word} queue done`,
  (c) =>
    `${c.time} ERROR push to device ${c.hex(16)} failed: ${c.of(['410 Gone', '403 Forbidden', '429 Too Many Requests', 'invalid token'])}; windows registry key HKLM\\\\Software\\\\${c.word} not found`,
  (c) =>
    `Unhandled rejection Error: Request failed with status code ${c.of(STATUSES)} at createError (/app/node_modules/axios/lib/core/createError.js:16:15)`,
  (c) =>
    `${c.time} ERROR write /var/lib/${c.word}/${c.hex(8)}.tmp: ${c.of(['no space left on device', 'permission denied', 'read-only file system', 'disk quota exceeded'])}`,
];
