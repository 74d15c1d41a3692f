import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { NAME, NOW_MS } from './authorities.js';
import { CASES } from './chains.js';

const PROGRAM = `package main

import ("crypto/x509"; "encoding/json"; "fmt"; "os"; "time")

type one struct { Chain [][]byte; Roots [][]byte; Name string; Now int64 }

func verdict(c one) string {
	certificates := []*x509.Certificate{}
	for _, der := range c.Chain {
		parsed, err := x509.ParseCertificate(der)
		if err != nil { return err.Error() }
		certificates = append(certificates, parsed)
	}
	options := x509.VerifyOptions{Roots: x509.NewCertPool(), Intermediates: x509.NewCertPool(), DNSName: c.Name, CurrentTime: time.UnixMilli(c.Now).UTC()}
	for _, der := range c.Roots { parsed, err := x509.ParseCertificate(der); if err != nil { return err.Error() }; options.Roots.AddCert(parsed) }
	for _, parsed := range certificates[1:] { options.Intermediates.AddCert(parsed) }
	if _, err := certificates[0].Verify(options); err != nil { return err.Error() }
	return ""
}

func main() {
	var cases []one
	if err := json.NewDecoder(os.Stdin).Decode(&cases); err != nil { panic(err) }
	texts := []string{}
	for _, c := range cases { texts = append(texts, verdict(c)) }
	out, _ := json.Marshal(texts)
	fmt.Println(string(out))
}
`;

const PROGRAM_NAME = 'go';
const go = spawnSync(PROGRAM_NAME, ['version'], { encoding: 'utf8' });
// Texts of the table are those of Go 1.24 and later (the hint about SHA-1 changed there).
const usable = go.status === 0 && Number(/go1\.(\d+)/.exec(go.stdout)?.[1] ?? 0) >= 24;
if (!usable)
  process.stdout.write(
    'skipped: go 1.24 or later is not installed, so verdicts are not compared with crypto/x509 itself\n',
  );

test.skipIf(!usable)('crypto/x509 itself says the same (needs go 1.24 or later)', { timeout: 120_000 }, () => {
  const directory = mkdtempSync(join(tmpdir(), 'trust-'));
  try {
    writeFileSync(join(directory, 'main.go'), PROGRAM);
    const input = CASES.map(({ chain, roots, name }) => ({
      Chain: chain.map(({ der }) => der.toString('base64')),
      Roots: roots.map(({ der }) => der.toString('base64')),
      Name: name ?? NAME,
      Now: NOW_MS,
    }));
    const run = spawnSync(PROGRAM_NAME, ['run', 'main.go'], {
      cwd: directory,
      input: JSON.stringify(input),
      encoding: 'utf8',
      timeout: 110_000,
    });
    expect(run.stderr).toBe('');
    const titled = (texts: readonly string[]) => CASES.map(({ title }, index) => `${title}: ${texts[index]}`);
    expect(titled(JSON.parse(run.stdout))).toEqual(titled(CASES.map(({ text }) => text)));
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
});
