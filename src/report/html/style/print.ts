/** On paper: A4, small letters, black on white; folded parts left out but for what shows a finding and what decided; nothing to press. */
export const PRINT = `
@page{size:A4;margin:10mm}
@media print{
:root{color-scheme:light;--page:#fff;--card:#fff;--ink:#000;--soft:#444;--line:#b5b5b5;--rule:#ddd;--code:#fff;--accent:#000;--time:#2f6fcb;--part:#a9c3ea;--waste:#a8420a;--ground:#fff;--ok:#17733f;--slow:#8f5200;--fail:#b3261e;--unknown:#5a4bb0;--info:#47596d}
html{font-size:10.4px}
body{font-size:1rem;line-height:1.35;print-color-adjust:exact;-webkit-print-color-adjust:exact}
main,footer{max-width:none;padding:0}
h1{font-size:1.45rem}h2{font-size:1.15rem;margin-bottom:.2rem}
.card{padding:.5rem .8rem .6rem;margin-bottom:.5rem;border-radius:4px}
article,tr,.paste,.hops{break-inside:avoid}
p,ul,dl,pre{margin-top:.25rem}
.skip,button,details.fix,footer{display:none}
details:not([open]):not(.shown){display:none}
details.shown{margin-top:.3rem}
.shown::details-content{content-visibility:visible;display:block;height:auto}
.shown>summary{list-style:none}
.paste-head{min-height:0}
.waterfall+.waterfall{margin-top:.5rem}
.waterfall .step{width:46%}
svg.bar{height:15px}svg.bar rect{y:2px;height:10px}
text.in-bar{font-size:9px;stroke-width:3.5px;transform:translateY(-5px)}
svg.axis{height:14px}svg.axis text{font-size:8.5px;transform:translateY(-2px)}
.sign,.waterfall .sign,.proof .sign{width:11px;height:11px}
}
`;
