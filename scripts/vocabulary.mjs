// Words that regdoctor itself uses, for `--redact-hosts`: whatever is not among them may be somebody's name. Writes src/report/redact/vocabulary.ts.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

const TARGET = 'src/report/redact/vocabulary.ts';
/** Rooms whose texts get into reports; not the forms, which are made from a report without names, nor what holds examples (lab). */
const ROOMS = ['reference', 'host', 'kubernetes', 'facts', 'plan', 'trust', 'clients', 'probes', 'replay', 'observe'];
ROOMS.push('findings', 'explain', 'fixes', 'report', 'check', 'prove');
/** Forms say nothing that is not in the report; this list must not feed on itself. */
const NOT_READ = /report\/(?:html|markdown|junit|sarif|waterfall|redact|bundle|runbook)\//;
const SCHEMAS = ['report', 'config', 'plan'].map((name) => `docs/${name}.schema.json`);
/** Stand for somebody's own words in examples. */
const NAMES = new Set(['acme', 'alice', 'apple', 'bob', 'jackson', 'jammy', 'pelletier', 'team', 'za']);
/** Words of servers, certificates and machines that no text of ours has. */
const MORE =
  'jan feb mar apr may jun jul aug sep oct nov dec mon tue wed thu fri sat sun gmt monday tuesday wednesday thursday friday saturday sunday ' +
  'head body title html doctype center hr meta div form span script nginx apache envoy caddy haproxy traefik openresty iis express unicorn ' +
  'root home usr etc var lib opt run srv mnt media boot dev proc sys snap linux amd64 x86 arm arm64 v7 v8 riscv64 s390x 386 windows darwin ' +
  'aes gcm cbc sha sha256 sha384 sha512 md5 rsa ecdsa ecdhe chacha20 poly1305 x25519 tls sslv3 des ede3 ed25519 png svg xml utf charset ' +
  'forbidden unauthorized bad gateway unavailable gone teapot allowed moved permanently temporarily authority intermediate issuing global g2 g3 ' +
  'corp inc ltd llc gmbh ca cn ou dc st private public enterprise device machine internal external local lan default kube-public lease demo ' +
  'nodejs python ruby curl wget please try later your account page login sign in password incorrect network portal terms accept pyenv cargo go ' +
  'dkr ecr blob core dualstack storage production prod staging stage test dev qa edge front back hub index library latest stable nightly ' +
  'kb gb tb kib tib ds dfsg rc beta alpha el fc ' +
  'redacted key removed certificate taken replaced names words';

function filesBelow(directory) {
  return readdirSync(directory, { withFileTypes: true }).flatMap((entry) => {
    const path = join(directory, entry.name);
    return entry.isDirectory() ? filesBelow(path) : path.endsWith('.ts') && !NOT_READ.test(path) ? [path] : [];
  });
}

/** Texts between quotation marks of any kind, and names of properties. */
function textsOf(source) {
  const bare = source.replace(/^\s*(?:\/\*\*|\*|\/\/|import ).*$/gm, '');
  const quoted = [...bare.matchAll(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"|`(?:[^`\\]|\\.)*`/g)].map(([text]) => text);
  const properties = [...bare.matchAll(/^\s*(?:readonly )?([A-Za-z]+)\??:/gm)].map(([, name]) => name);
  return [...quoted, ...properties].map((text) => text.replace(/\$\{[^}]*\}/g, ' ').replace(/\\[a-zA-Z]/g, ' '));
}

/** Words of a text as `known-words.ts` takes it apart. */
function wordsOf(text) {
  const parts = text.match(/[\p{L}\p{M}\p{N}]+/gu) ?? [];
  return parts.flatMap((part) => part.split(/(?<=\p{Ll})(?=\p{Lu})/u)).map((part) => part.toLowerCase());
}

const texts = [
  ...ROOMS.flatMap((room) => filesBelow(`src/${room}`)).flatMap((path) => textsOf(readFileSync(path, 'utf8'))),
];
texts.push(...SCHEMAS.map((path) => readFileSync(path, 'utf8')), MORE);
const words = new Set(
  texts
    .flatMap(wordsOf)
    .filter(
      (word) => /^\p{L}.*\p{L}|^\p{L}{2,}/u.test(word) && word.length <= 24 && !/^[0-9a-f]*\d[0-9a-f]*$/.test(word),
    ),
);
for (const name of NAMES) words.delete(name);
const lines = [];
let line = '';
for (const word of [...words].sort()) {
  if (line.length + word.length > 114) {
    lines.push(line);
    line = '';
  }
  line += `${word} `;
}
lines.push(line);
writeFileSync(
  TARGET,
  `/** Words that regdoctor's own texts are made of, in lower case. Made by \`node scripts/vocabulary.mjs\`; not to be edited. */\nexport const VOCABULARY: ReadonlySet<string> = new Set(\n  \`\n${lines.map((each) => each.trimEnd()).join('\n')}\`.split(/\\s+/),\n);\n`,
);
