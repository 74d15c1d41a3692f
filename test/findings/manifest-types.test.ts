import { schema1Rows, schema1Silent, typeRows, typeSilent } from './rows/manifest-types.js';
import { checkRows } from './support/check-rows.js';

checkRows('schema1-unsupported', schema1Rows, schema1Silent);
checkRows('mediatype-unsupported', typeRows, typeSilent);
