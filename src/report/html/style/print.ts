/** On paper: A4, small letters, folded parts left out but for the evidence, nothing to press. */
export const PRINT = `
@page{size:A4;margin:11mm}
@media print{
:root{--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#bbb;--rule:#ddd;--code:#fff;--accent:#000;--time:#2f6fcb;--part:#a9c3ea;--waste:#a8420a;--ground:#fff;--ok:#17733f;--slow:#8f5200;--fail:#b3261e;--unknown:#5a4bb0;--info:#47596d}
body{font-size:8.6pt;line-height:1.35;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main,footer{max-width:none;padding:0}
h1{font-size:12.5pt}h2{font-size:10pt}
.card{padding:.45rem .7rem .5rem;margin-bottom:.4rem;border-radius:4px;break-inside:auto}
article,tr,.paste,.hops{break-inside:avoid}
.first{grid-template-columns:minmax(0,1.5fr) minmax(0,1fr);gap:0 .4rem}
p,ul,dl,pre{margin-top:.25rem}
.skip,button,.to-fix,details.fix,footer{display:none}
details:not([open]):not(.evidence){display:none}
.evidence::details-content{content-visibility:visible;display:block;height:auto}
.paste-head{min-height:0}
.link{width:5.5rem}
}
`;
