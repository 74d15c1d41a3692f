/** Colours, light and dark; every text on its ground has a contrast of 4.5 or more. The system's own in high contrast. */
export const COLORS = `
:root{color-scheme:light dark;--page:#f4f5f7;--card:#fff;--ink:#18212b;--soft:#56616e;--line:#dde2e8;--rule:#e7ebef;--code:#f3f5f8;--accent:#1a5bb8;
--time:#2f6fcb;--part:#a9c3ea;--waste:#c2500f;--ground:#fdf0e6;--ok:#17733f;--slow:#8f5200;--fail:#b3261e;--unknown:#5a4bb0;--info:#47596d}
@media (prefers-color-scheme:dark){:root{--page:#0f1419;--card:#171d24;--ink:#e7ecf2;--soft:#a2aebb;--line:#2c3640;--rule:#242d36;--code:#0f151b;--accent:#86b6ff;
--time:#6ba3f5;--part:#3f5f8f;--waste:#ff9f5f;--ground:#35241a;--ok:#58c98f;--slow:#f0b65a;--fail:#ff938a;--unknown:#b8acff;--info:#a9bacb}}
@media (forced-colors:active){:root{--time:CanvasText;--part:GrayText;--waste:CanvasText;--ground:Canvas;--rule:GrayText;--line:CanvasText}svg{forced-color-adjust:none}}
.s-ok{color:var(--ok)}.s-slow{color:var(--slow)}.s-fail{color:var(--fail)}.s-unknown{color:var(--unknown)}.s-info{color:var(--info)}
`;
