import { trusted } from './markup.js';

/** Signs and hatchings that the page refers to; drawn nowhere by itself. Hatched: brought nothing. Dotted: the same again. */
export const DEFINITIONS =
  trusted(`<svg class="definitions" width="0" height="0" aria-hidden="true" focusable="false"><defs>
<pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-ground" width="7" height="7"/><rect class="hatch-line" width="2.6" height="7"/></pattern>
<pattern id="dots" width="6" height="6" patternUnits="userSpaceOnUse"><rect class="hatch-ground" width="6" height="6"/><circle class="hatch-line" cx="3" cy="3" r="1.3"/></pattern>
<symbol id="sign-ok" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7"/><path d="M4.8 8.3l2.2 2.2 4.2-4.8"/></symbol>
<symbol id="sign-slow" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7"/><path d="M8 4.2V8l2.6 1.8"/></symbol>
<symbol id="sign-fail" viewBox="0 0 16 16"><path class="body" d="M5.1 1h5.8L15 5.1v5.8L10.9 15H5.1L1 10.9V5.1z"/><path d="M5.5 5.5l5 5m0-5l-5 5"/></symbol>
<symbol id="sign-unknown" viewBox="0 0 16 16"><rect class="body" x="1.5" y="1.5" width="13" height="13" rx="3"/><path d="M6 6.2c.2-2.4 4.1-2.3 4 .1 0 1.4-2 1.5-2 3M8 11.4v.3"/></symbol>
<symbol id="sign-info" viewBox="0 0 16 16"><circle cx="8" cy="8" r="7"/><path d="M8 7.3v4M8 4.6v.3"/></symbol>
</defs></svg>
`);
