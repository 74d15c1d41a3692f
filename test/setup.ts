import fc from 'fast-check';

// Everywhere else each run looks at new cases; what decides whether a change lands must not depend on chance.
if (process.env['CI'] === 'true') fc.configureGlobal({ seed: 20_240_531 });
