/** The way to the image: boxes and arrows, from left to right on a desk, downwards on a phone. */
export const PATH = `
.picture{display:grid;grid-template-columns:auto minmax(0,1fr);align-items:center;gap:0 .5rem}
.picture ol{list-style:none;margin:0;padding:0}
.picture li{margin:0}
.lanes>li+li{margin-top:.6rem}
.node{border:1px solid var(--line);border-radius:8px;background:var(--code);padding:.35rem .7rem;margin:0;min-width:0;font-size:.9rem;line-height:1.35}
.node .kind{display:block;margin:0;font-size:.8rem}
.lanes:has(>li+li){border-left:2px solid var(--line);padding-left:.2rem}
.hops{display:flex;gap:.5rem}
.hops .hop{display:flex;flex:1 1 0;align-items:center;gap:.5rem;min-width:0}
.hops .hop:last-child{flex-grow:1.7}
.hop .node{display:block;flex:1}
.link{flex:none;display:flex;flex-direction:column;align-items:center;width:7.2rem;font-size:.8rem;line-height:1.25;text-align:center;color:var(--soft)}
.link svg{fill:none;stroke:currentColor;stroke-width:2;stroke-linecap:round}
.link .tip{fill:currentColor;stroke:none}.link .mark{fill:var(--card)}.link .dashed{stroke-dasharray:3 5}
.h-ok .link svg{color:var(--ok)}.h-slow .link svg{color:var(--slow)}
.h-broken .link{color:var(--fail);font-weight:500}.h-broken .cross{stroke-width:3}
.h-unreached .node,.h-unknown .node{border-style:dashed;background:none;color:var(--soft)}
@media screen and (max-width:820px){
.picture{display:block}
.lanes>li{border-left:2px solid var(--rule);padding-left:.7rem;margin-top:.5rem}
.hops,.hops .hop{display:block}.lanes:has(>li+li){border:0;padding:0}
.link{flex-direction:row;width:auto;gap:.6rem;text-align:left;padding:.3rem 0}
.link svg{transform:rotate(90deg);width:30px;height:24px}
}
`;
