import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { execa } from 'execa';
import { afterAll, describe, expect, test } from 'vitest';
import schema from '../../docs/report.schema.json' with { type: 'json' };
import { labCatalogue } from '../../src/lab/catalogue.js';
import type { Report } from '../../src/report/schema.js';
import { formProblems } from '../report/every-form.js';

const validate = new Ajv2020({ strict: false, validateFormats: false }).compile(schema);
const directory = mkdtempSync(join(tmpdir(), 'regdoctor-labs-'));
afterAll(() => rmSync(directory, { recursive: true, force: true }));

async function regdoctor(...parameters: string[]): Promise<{ code: number | undefined; stdout: string }> {
  const { exitCode, stdout } = await execa(process.execPath, ['bin/run.js', ...parameters], { reject: false });
  return { code: exitCode, stdout };
}

const core = ({ findings }: Report) =>
  findings.map(({ code, severity, subject, causedBy, clients }) => ({ code, severity, subject, causedBy, clients }));

describe.each(labCatalogue())('lab $name', ({ name, expected }) => {
  test(`${expected ?? 'no finding'} comes first, with a next step, and again from the saved report`, async () => {
    const { code, stdout } = await regdoctor('lab', name, '--check', '--json');
    const report = JSON.parse(stdout) as Report;
    expect(validate(report), JSON.stringify(validate.errors)).toBe(true);
    expect(code).toBe(report.exitCode);
    const spoken = report.findings.filter(({ severity }) => severity !== 'info');
    expect(spoken[0]?.code ?? null).toBe(expected);
    if (expected === null) expect(spoken).toEqual([]);
    if (expected === null) expect(code).toBe(0);
    for (const finding of spoken) {
      expect(finding.nextStep).not.toBe('');
      expect(finding.fixes.length).toBeGreaterThan(0);
      expect(finding.evidence.length).toBeGreaterThan(0);
    }
    expect(report.vantage).toMatchObject({ files: '/' });
    // A lab lives on loopback: nothing of it may reach this machine's resolver or network.
    const asked = Object.keys(report.facts).filter((key) => /^(?:dns|tcp) /.test(key));
    expect(asked.filter((key) => !/^(?:dns|tcp) (?:127\.|\[?::1)/.test(key))).toEqual([]);

    const file = join(directory, `${name}.json`);
    writeFileSync(file, stdout);
    const again = await regdoctor('report', file, '--json');
    expect(core(JSON.parse(again.stdout))).toEqual(core(report));
    expect(formProblems(report)).toEqual([]);
    expect(again.code).toBe(code);
  });
});
