// After `npm test`: one line for each thing that the tests against real clients would need and this machine lacks.
import { missingForConformance } from '../test/conformance/rig/programs.ts';

const missing = missingForConformance();
for (const line of missing) console.log(`tests against real clients can't run here: ${line}`);
if (missing.length === 0) console.log('tests against real clients can run here: npm run test:conformance');
