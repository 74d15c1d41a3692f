import type { Line } from './random.js';

/** Installs of packages that go well, and that fail against their own servers. */
export const PACKAGES: readonly Line[] = [
  (c) =>
    `Get:${c.below(300)} http://archive.example.com/debian bookworm/main amd64 ${c.library}${c.below(9)} amd64 ${c.version}-${c.below(9)} [${c.below(900)} kB]`,
  (c) =>
    `Unpacking ${c.library}:amd64 (${c.version}-${c.below(9)}) ...\nSetting up ${c.library}:amd64 (${c.version}-${c.below(9)}) ...`,
  (c) =>
    `Err:${c.below(30)} http://archive.example.com/debian bookworm InRelease\n  Temporary failure resolving 'archive.example.com'`,
  (c) =>
    `E: Failed to fetch http://archive.example.com/debian/pool/main/${c.library}.deb  ${c.of(['404  Not Found', '403  Forbidden', '503  Service Unavailable', 'Connection timed out'])} [IP: ${c.address} 80]`,
  (c) =>
    `W: GPG error: http://archive.example.com/debian bookworm InRelease: The following signatures couldn't be verified because the public key is not available: NO_PUBKEY ${c.hex(16).toUpperCase()}`,
  (c) =>
    `(${c.below(90)}/90): ${c.library}-${c.version}-1.el9.x86_64.rpm   ${c.below(30)} MB/s | ${c.below(900)} kB     00:00`,
  () =>
    "Error: Failed to download metadata for repo 'baseos': Cannot download repomd.xml: Curl error (6): Couldn't resolve host name for https://mirrors.example.com/baseos/repodata/repomd.xml",
  (c) => `(${c.below(60)}/60) Installing ${c.library}-dev (${c.version}-r${c.below(9)})`,
  (c) =>
    `ERROR: unable to select packages:\n  ${c.library}-${c.version} (no such package):\n    required by: world[${c.library}]`,
  () => 'WARNING: Ignoring https://dl-cdn.alpinelinux.org/alpine/v3.20/main: temporary error (try again later)',
  (c) => `npm http fetch GET 200 https://registry.npmjs.org/${c.word}-${c.word} ${c.below(900)}ms (cache miss)`,
  (c) => `npm WARN deprecated ${c.word}@${c.version}: this library is no longer supported`,
  (c) =>
    `npm ERR! code E${c.of(['404', '401', '403'])}\nnpm ERR! ${c.of(['404 Not Found', '401 Unauthorized', '403 Forbidden'])} - GET https://registry.npmjs.org/@example%2f${c.word}`,
  (c) =>
    `npm ERR! network request to https://registry.npmjs.org/${c.word} failed, reason: connect ECONNREFUSED ${c.address}:443`,
  (c) =>
    `Collecting ${c.word}==${c.version}\n  Downloading ${c.word}-${c.version}-py3-none-any.whl (${c.below(900)} kB)`,
  (c) =>
    `WARNING: Retrying (Retry(total=${c.below(5)}, connect=None, read=None, redirect=None, status=None)) after connection broken by 'NewConnectionError('<pip._vendor.urllib3.connection.HTTPSConnection object at 0x${c.hex(12)}>: Failed to establish a new connection: [Errno 111] Connection refused')': /simple/${c.word}/`,
  (c) =>
    `[INFO] Downloaded from central: https://repo.example.com/maven2/org/example/${c.word}/${c.version}/${c.word}-${c.version}.jar (${c.below(900)} kB at ${c.below(9)} MB/s)`,
  (c) =>
    `[ERROR] Failed to execute goal on project ${c.word}: Could not resolve dependencies for project org.example:${c.word}:jar:${c.version}: Could not transfer artifact org.example:${c.word}:pom:${c.version} from/to central (https://repo.example.com/maven2): Connect to repo.example.com:443 [repo.example.com/${c.address}] failed: Connection refused`,
  (c) => `> Task :${c.word}:compileJava UP-TO-DATE\n> Task :${c.word}:processResources NO-SOURCE`,
  (c) =>
    `   > Could not GET 'https://plugins.example.com/m2/org/example/${c.word}/${c.version}/${c.word}-${c.version}.pom'. Received status code ${c.of(['401', '403', '502'])} from server: ${c.of(['Unauthorized', 'Forbidden', 'Bad Gateway'])}`,
  (c) => `   Compiling ${c.word}-sys v${c.version}\n    Checking ${c.word} v${c.version} (/build/${c.word})`,
  (c) =>
    `warning: spurious network error (${c.below(3)} tries remaining): [28] Timeout was reached (Connection timed out after 30001 milliseconds)`,
  (c) => `go: downloading github.com/example/${c.word} v${c.version}`,
  (c) =>
    `go: example.com/${c.word}@v${c.version}: Get "https://proxy.golang.org/example.com/${c.word}/@v/v${c.version}.mod": dial tcp ${c.address}:443: i/o timeout`,
  (c) => `Fetching gem metadata from https://rubygems.org/........\nInstalling ${c.word} ${c.version}`,
];
