import { startLab } from '../lab/lab.js';
import { EXIT } from '../report/exit-code.js';
import { renderText } from '../report/text/render.js';
import { checkLab } from './lab-check.js';
import { terminalOptions } from './terminal.js';
import { writeFixes } from './write-fixes.js';

/**
 * The case that started regdoctor, on loopback: checked, then checked again with the printed fix laid over.
 * Exit code 0 where the delay was found and the fix cured it.
 */
export async function demo(flags: { readonly 'output-dir'?: string | undefined }): Promise<number> {
  const say = (text: string): boolean => process.stdout.write(`${text}\n`);
  const options = terminalOptions(process.stdout, process.env, false);
  const lab = await startLab('fallback-delay');
  try {
    say(`A registry with a fault, made on the spot:\n${lab.describe()}\n`);
    const before = await checkLab(lab);
    say(renderText(before, options));
    const finding = before.findings.find(({ code }) => code === 'fallback-delay');
    const fix = finding?.fixes.find(({ proof, files }) => proof.kind === 'replayed' && files.length > 0);
    if (fix === undefined) {
      say('the demo did not find what it shows');
      return EXIT.bug;
    }
    if (flags['output-dir'] !== undefined) for (const line of await writeFixes(before, flags['output-dir'])) say(line);
    const files = fix.files.flatMap(({ path, content }) => (content === null ? [] : [{ path, content }]));
    say(`The same check with that fix in ${files.map(({ path }) => path).join(', ')}:\n`);
    const after = await checkLab(lab, { fix: files });
    say(renderText(after, options));
    return after.verdict === 'ok' ? EXIT.ok : EXIT.bug;
  } finally {
    await lab.stop();
  }
}
