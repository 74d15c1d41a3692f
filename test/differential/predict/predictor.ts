import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import type { Namespace } from '../../conformance/rig/namespace.js';
import { PROGRAM_PATH } from '../../conformance/rig/programs.js';
import type { DifferentialCase } from '../case.js';
import type { Prediction, PredictionRequest } from './prediction.js';

/** regdoctor promises to end within 15 s; this only stops one that broke that promise. */
const ANSWER_TIMEOUT_MS = 30_000;

/** A plan-and-replay process that lives in the client's namespace, one case at a time. */
export class Predictor {
  readonly #process: ChildProcess;
  readonly #waiting: ((line: string) => void)[] = [];

  private constructor(process: ChildProcess) {
    this.#process = process;
    if (process.stdout === null) throw new Error('the predictor has no output');
    createInterface({ input: process.stdout }).on('line', (line) => this.#waiting.shift()?.(line));
  }

  /** @param bundle file of predict/process.ts as bundled. */
  static start(client: Namespace, bundle: string): Predictor {
    return new Predictor(
      spawn('nsenter', client.enter(process.execPath, [bundle]), {
        env: { PATH: PROGRAM_PATH, HOME: '/root', USER: 'root', LANG: 'C.UTF-8' },
        stdio: ['pipe', 'pipe', 'inherit'],
      }),
    );
  }

  /** What regdoctor predicts for the case, whose files and network are in place; throws where it crashes. */
  async predict(
    { client, reference, tlsVerify, credentials }: DifferentialCase,
    environment: Readonly<Record<string, string>>,
  ): Promise<Prediction> {
    const request: PredictionRequest = { client, reference, environment, tlsVerify, credentials };
    const line = await new Promise<string>((resolve, reject) => {
      const timer = setTimeout(() => reject(new Error('regdoctor does not end')), ANSWER_TIMEOUT_MS);
      this.#waiting.push((answer) => {
        clearTimeout(timer);
        resolve(answer);
      });
      this.#process.stdin?.write(`${JSON.stringify(request)}\n`);
    });
    const answer = JSON.parse(line) as Prediction | { readonly crashed: string };
    if ('crashed' in answer) throw new Error(`regdoctor crashed: ${answer.crashed}`);
    return answer;
  }
}
