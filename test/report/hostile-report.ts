import type { Report } from '../../src/report/schema.js';
import { aFix, anAttempt, aReport } from './a-report.js';

/** What names and words of other people may hold: each means something to some form, and must mean nothing. */
export const HOSTILE: readonly string[] = [
  '@octocat',
  '#1',
  'GH-1',
  'octo/repo#1',
  'deadbeef1234567890',
  'https://evil.example/x',
  'www.evil.example',
  'a@evil.example',
  '[click](https://evil.example)',
  '![pixel](https://evil.example/p.png)',
  '<img src=x onerror=alert(1)>',
  '<script>alert(1)</script>',
  '</details>',
  '<!-- x',
  ']]>',
  '&lt;b&gt; &#64;octocat',
  '| a | b |',
  'a\\|b',
  '`tick`',
  '``` fence',
  '````sh',
  '~~~',
  '*bold* _it_ ~~gone~~',
  '# heading',
  '- [ ] task',
  '1. one',
  '> quote',
  '---',
  '===',
  ':tada:',
  '{0} {1}',
  '\\',
  '"quoted" \'too\'',
  'ends in ` tick',
  '漢字 🐳',
  '\u{202e}right to left',
];

/** A report in which every word that can be somebody else's is `text`. */
export function hostileReport(text: string, more: Partial<Report> = {}): Report {
  const base = aReport();
  const [client] = base.clients;
  const [finding] = base.findings;
  if (client === undefined || finding === undefined) throw new Error('the sample has a client and a finding');
  const file = { path: `/etc/${text}`, action: 'write' as const, content: `# ${text}\n${text}\n`, edits: [] };
  return {
    ...base,
    exitCode: 1,
    verdict: 'broken',
    reference: { ...base.reference, input: text },
    summary: `buildah: the pull fails: ${text}.`,
    disagreement: `one gets through; ${text}`,
    vantage: {
      ...base.vantage,
      kubernetes: { namespace: text, pod: text, serviceAccount: text, node: text, hostNetwork: 'no' },
    },
    unknown: [{ what: text, why: text, needed: text }],
    notes: [text],
    clients: [
      {
        ...client,
        version: text,
        outcome: 'fail',
        says: text,
        attempts: [anAttempt({ outcome: 'http-status', status: 500, url: `https://h/${text}`, detail: text })],
        sources: [{ path: `/etc/${text}`, line: 3, says: text }],
      },
    ],
    findings: [
      {
        ...finding,
        severity: 'error',
        title: text,
        subject: text,
        location: { path: `/etc/${text}`, line: 3 },
        evidence: [{ text, fact: null }],
        fixes: [
          aFix({
            summary: text,
            limits: [text],
            prose: [text],
            files: [file],
            commands: [`echo '${text.replaceAll("'", '')}'`],
          }),
        ],
      },
    ],
    ...more,
  };
}
