/** Letters, spacing and what every page needs. */
export const BASE = `
*,*::before,*::after{box-sizing:border-box}
html{-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0;background:var(--page);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,"Helvetica Neue",Arial,"DejaVu Sans",sans-serif;overflow-wrap:anywhere}
h1,h2,h3,h4,h5{margin:0;line-height:1.3;font-weight:650;text-wrap:pretty}
h1{font-size:1.3rem}h2{font-size:1.05rem;margin-bottom:.45rem}h3{font-size:1rem}h4,h5{font-size:.95rem}
p,ul,dl,pre,figure{margin:.5rem 0 0}
ul{padding-left:1.2rem}li{margin-top:.2rem}ul.bare{list-style:none;padding:0}
code,pre{font-family:ui-monospace,SFMono-Regular,Menlo,Consolas,"DejaVu Sans Mono",monospace;font-size:.88em}
a{color:var(--accent)}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px;border-radius:3px}
h2:focus-visible,h3:focus-visible,h4:focus-visible{outline-offset:4px}
.soft{color:var(--soft)}.strong{font-weight:600;white-space:nowrap}
.unseen{position:absolute;width:1px;height:1px;margin:-1px;overflow:hidden;clip-path:inset(50%);white-space:nowrap}
.skip{position:absolute;left:.5rem;top:-4rem;background:var(--card);padding:.5rem 1rem;border:1px solid var(--line);border-radius:6px;z-index:1}
.skip:focus{top:.5rem}
.definitions{position:absolute}
.sign{flex:none;vertical-align:-.18em;margin-right:.35em;fill:none;stroke:currentColor;stroke-width:1.7;stroke-linecap:round;stroke-linejoin:round}
symbol .body{fill:none}
`;
