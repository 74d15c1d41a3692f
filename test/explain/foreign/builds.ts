import type { Line } from './random.js';

/** Compilers and test runs. */
export const BUILDS: readonly Line[] = [
  (c) => `gcc -O2 -g -Wall -Iinclude -c src/${c.word}/${c.word}.c -o build/${c.word}.o`,
  (c) =>
    `src/${c.word}.c:${c.below(900)}:${c.below(80)}: warning: unused variable '${c.word}' [-Wunused-variable]\n  ${c.below(900)} |   int ${c.word} = 0;\n      |       ^~~~~`,
  (c) => `src/${c.word}.cpp:${c.below(900)}:${c.below(80)}: error: no matching function for call to '${c.word}(int)'`,
  (c) =>
    `/usr/bin/ld: build/${c.word}.o: undefined reference to \`${c.word}_init'\ncollect2: error: ld returned 1 exit status`,
  (c) =>
    `src/${c.word}.ts(${c.below(900)},${c.below(80)}): error TS2345: Argument of type 'string' is not assignable to parameter of type 'number'.`,
  (c) => `error[E0382]: borrow of moved value: \`${c.word}\`\n  --> src/${c.word}.rs:${c.below(900)}:${c.below(80)}`,
  (c) => `[${c.below(100)}%] Building CXX object ${c.word}/CMakeFiles/${c.word}.dir/${c.word}.cc.o`,
  (c) => `make[${c.below(4)}]: *** [Makefile:${c.below(200)}: ${c.word}] Error ${c.of(['1', '2', '127'])}`,
  (c) => `PASS src/${c.word}/${c.word}.test.js (${c.below(9)}.${c.below(999)} s)`,
  (c) =>
    `  ● ${c.word} › rejects a user without a session\n\n    expect(received).toBe(expected) // Object.is equality\n\n    Expected: ${c.of(['401', '403', '404', '500'])}\n    Received: 200`,
  (c) => `tests/test_${c.word}.py::test_${c.word}_unauthorized PASSED                 [ ${c.below(100)}%]`,
  (c) =>
    `E       requests.exceptions.ConnectionError: HTTPConnectionPool(host='localhost', port=${c.below(65535)}): Max retries exceeded with url: /api/${c.word} (Caused by NewConnectionError('[Errno 111] Connection refused'))`,
  (c) =>
    `--- FAIL: Test${c.word}Timeout (0.${c.below(99)}s)\n    ${c.word}_test.go:${c.below(900)}: got error context deadline exceeded, want nil`,
  (c) =>
    `    client_test.go:${c.below(900)}: Get "https://127.0.0.1:${c.below(65535)}/${c.word}": x509: certificate signed by unknown authority`,
  (c) =>
    `2026/03/01 10:00:00 http: TLS handshake error from 127.0.0.1:${c.below(65535)}: remote error: tls: bad certificate\nok  \texample.com/${c.word}\t0.${c.below(999)}s`,
  (c) =>
    `\tat com.example.${c.word}.${c.word}Service.handle(${c.word}Service.java:${c.below(900)})\n\tat java.base/java.lang.Thread.run(Thread.java:1583)`,
  (c) =>
    `Caused by: java.net.ConnectException: Connection refused (Connection refused)\n\tat java.base/java.net.PlainSocketImpl.socketConnect(Native Method)\n\t... ${c.below(40)} more`,
  (c) =>
    `javax.net.ssl.SSLHandshakeException: PKIX path building failed: sun.security.provider.certpath.SunCertPathBuilderException: unable to find valid certification path to requested target while calling https://${c.word}.example.com/`,
  (c) =>
    `Cloning into '${c.word}'...\nremote: Enumerating objects: ${c.below(9999)}, done.\nReceiving objects: 100% (${c.below(9999)}/9999), done.`,
  (c) =>
    `fatal: unable to access 'https://git.example.com/${c.word}.git/': ${c.of(['SSL certificate problem: unable to get local issuer certificate', 'Could not resolve host: git.example.com', 'The requested URL returned error: 403'])}`,
  (c) => ` * branch            main       -> FETCH_HEAD\n   ${c.hex(7)}..${c.hex(7)}  main       -> origin/main`,
  (c) =>
    `aws_instance.${c.word}: Still creating... [${c.below(9)}0s elapsed]\naws_instance.${c.word}: Creation complete after ${c.below(90)}s [id=i-${c.hex(17)}]`,
  (c) =>
    `│ Error: Failed to query available provider packages\n│ \n│ Could not retrieve the list of available versions for provider example/${c.word}: could not connect to registry.terraform.io: ${c.of(['i/o timeout', 'connection refused'])}`,
  (c) =>
    `│ Error: reading S3 Bucket (${c.word}): operation error S3: HeadBucket, https response error StatusCode: 403, RequestID: ${c.hex(16)}, api error Forbidden: Forbidden`,
];
