/** The waterfall: a table whose rows have a bar; on a phone the bar goes below its step. */
export const CHART = `
.waterfall{border-collapse:collapse;width:100%;table-layout:fixed;font-size:.87rem;line-height:1.35}
.waterfall+.waterfall{margin-top:1.1rem}
.waterfall caption{text-align:left;font-size:.95rem;padding:.35rem 0 .15rem;line-height:1.45}
.when{font-weight:650}
.waterfall th,.waterfall td{text-align:left;font-weight:400;padding:0;vertical-align:middle}
.waterfall .step{width:43%;padding-right:.6rem}
.waterfall tbody .step{white-space:nowrap;overflow:hidden;text-overflow:ellipsis}
.waterfall .rest .step{white-space:normal}
.waterfall .took{width:4.4rem;text-align:right;white-space:nowrap;font-variant-numeric:tabular-nums}
.waterfall .end{width:5.6rem;padding-left:.8rem;white-space:nowrap}
.waterfall thead th{color:var(--soft);font-size:.8rem;vertical-align:bottom}
.waterfall tbody .step{padding-left:.6rem}
.waterfall .part-of .layer{font-weight:400;color:var(--soft)}
.waterfall .origin th{padding:.3rem 0 .05rem;color:var(--ink);font-weight:600}
.waterfall .detail td{padding:0 0 .25rem .6rem;color:var(--fail);font-size:.95em}
.waterfall .rest .step{color:var(--soft)}
.layer{display:inline-block;min-width:4.4rem;font-weight:600;font-size:.93em}
.waterfall .sign{width:13px;height:13px;margin-right:.3em}
svg.bar,svg.axis{display:block;overflow:visible}
svg.bar line{stroke:var(--rule);stroke-width:1}
svg.axis text{fill:var(--soft);font-size:11px}
rect.time{fill:var(--time)}
rect.part{fill:var(--part);stroke:var(--time);stroke-width:1}
rect.wasted{fill:url(#hatch);stroke:var(--waste);stroke-width:1.4}
rect.again{fill:url(#dots);stroke:var(--waste);stroke-width:1;stroke-dasharray:3 2}
.hatch-ground{fill:var(--ground)}.hatch-line{fill:var(--waste)}
text.in-bar{font-size:11.5px;font-weight:700;fill:var(--ink);stroke:var(--ground);stroke-width:5px;paint-order:stroke;stroke-linejoin:round}
.legend{display:flex;flex-wrap:wrap;gap:.2rem 1.1rem;margin-top:.7rem;font-size:.83rem;color:var(--soft)}
.legend svg{vertical-align:-.1em}
.says{overflow-wrap:anywhere}
@media screen and (max-width:600px){
.waterfall,.waterfall tbody,.waterfall thead,.waterfall caption{display:block}
.waterfall tr{display:grid;grid-template-columns:minmax(0,1fr) auto auto;gap:0 .5rem;align-items:baseline;padding:.2rem 0 .1rem}
.waterfall thead .step,.waterfall thead .took,.waterfall thead .end{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.waterfall thead tr,.waterfall .origin,.waterfall .detail{display:block}
.waterfall .step,.waterfall tbody .step{width:auto;padding:0}
.waterfall .line{grid-row:2;grid-column:1/-1;width:100%}.waterfall tbody .line{margin:-3px 0}
.waterfall .took{width:auto}.waterfall .end{width:auto;padding-left:0}
.waterfall .origin th,.waterfall .detail td{display:block;padding-left:0}
}
`;
