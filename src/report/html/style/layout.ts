/** Cards, and what stands beside what: one column on a phone, time and fix side by side on a desk. */
export const LAYOUT = `
main{max-width:1240px;margin:0 auto;padding:1rem 1.25rem 0}
footer{max-width:1240px;margin:0 auto;padding:.25rem 1.25rem 1.5rem;color:var(--soft);font-size:.85rem}
.card{background:var(--card);border:1px solid var(--line);border-radius:10px;padding:1rem 1.25rem 1.1rem;margin:0 0 1rem;min-width:0}
.first{display:grid;grid-template-columns:minmax(0,1.62fr) minmax(0,1fr);grid-auto-flow:dense;gap:0 1rem;align-items:start}
.first>.sec-time{grid-column:1}.first>.sec-fix{grid-column:2}
.first.alone{grid-template-columns:minmax(0,1fr)}
.verdict{border-left:6px solid currentColor;padding-block:.9rem 1rem}
.verdict>*{color:var(--ink)}
.verdict .word{display:flex;flex-wrap:wrap;align-items:center;gap:.3rem .8rem;margin:0 0 .35rem;font-size:.9rem}
.verdict.s-ok .state{color:var(--ok)}.verdict.s-slow .state{color:var(--slow)}.verdict.s-fail .state{color:var(--fail)}.verdict.s-unknown .state{color:var(--unknown)}
.verdict .state{display:inline-flex;align-items:center;font-weight:700;font-size:1rem;letter-spacing:.01em}
.verdict .state .sign{width:20px;height:20px}
.verdict .cause{background:var(--code);border:1px solid var(--line);border-radius:5px;padding:.05rem .45rem;font-weight:600}
.verdict .exit{color:var(--soft)}
.verdict dl{display:flex;flex-wrap:wrap;gap:.15rem 1.75rem;font-size:.87rem;margin-top:.6rem}
.verdict dl div{display:flex;gap:.45rem;min-width:0}
.verdict dt{color:var(--soft);white-space:nowrap}.verdict dd{margin:0;min-width:0}
@media screen and (max-width:999px){.first{grid-template-columns:minmax(0,1fr)}.first>.sec-fix{grid-column:1}}
@media screen and (max-width:600px){main{padding:.6rem .6rem 0}.card{padding:.8rem .85rem .9rem;border-radius:8px;margin-bottom:.6rem}h1{font-size:1.15rem}.verdict dl div{display:block}.verdict dt,.verdict dd{display:inline}.verdict dt{margin-right:.4rem}}
`;
