"""How the page of one's own data looks: for a phone and a desk, by day and by night, and on paper.

By day it has the colours of the chat's pictures (adapters/pictures/look.typ); a test holds them together.
"""

STYLE = """
:root{--ground:#faf7f2;--sheet:#fffdfa;--ink:#26343b;--soft:#55626a;--rule:#e4ddd2;--water:#1f6a75;
--join:#4d8892;--pale:#d2e4e6;color-scheme:light dark}
@media(prefers-color-scheme:dark){:root{--ground:#171a1c;--sheet:#1f2427;--ink:#e8e4dc;--soft:#a8a298;
--rule:#343b3f;--water:#7dbecb;--join:#5b8c97;--pale:#26383d}}
*{box-sizing:border-box}
html{background:var(--ground);-webkit-text-size-adjust:100%;text-size-adjust:100%}
body{margin:0 auto;max-width:46rem;padding:2.5rem 1.1rem 4rem;color:var(--ink);
font:1.0625rem/1.6 ui-sans-serif,system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans",sans-serif;
overflow-wrap:anywhere}
h1,h2,h3{font-family:ui-serif,"Iowan Old Style",Charter,Georgia,"Noto Serif",serif;font-weight:500;
line-height:1.2;text-wrap:balance}
h1{font-size:clamp(2rem,7vw,2.9rem);margin:.9rem 0 .3rem;letter-spacing:-.01em}
h2{font-size:1.5rem;margin:0 0 .7rem}
h3{font-size:1.05rem;color:var(--soft);margin:1.8rem 0 .6rem}
h4{font-size:.93rem;font-weight:600;margin:0 0 .45rem;display:flex;flex-wrap:wrap;
justify-content:space-between;gap:.1rem 1rem}
h4 small{font-size:.85rem;font-weight:400;color:var(--soft)}
h5{font-size:.85rem;font-weight:600;color:var(--water);margin:0 0 .3rem}
header{padding-block-end:1.4rem}
header svg{width:9rem;height:auto;display:block;stroke:var(--water);fill:none;stroke-width:2.2;
stroke-linecap:round}
header svg path+path{opacity:.45}
.made{margin:0;color:var(--soft)}
.safe{margin:1.3rem 0 0;padding:.8rem 1rem;background:var(--pale);border-radius:.7rem;font-size:.98rem}
section{margin-block-start:2.6rem;padding-block-start:1.7rem;border-block-start:1px solid var(--rule)}
.quiet{margin:0 0 .7rem;color:var(--soft);font-size:.96rem}
article,figure{margin:0 0 .8rem;padding:.95rem 1.1rem;background:var(--sheet);border:1px solid var(--rule);
border-radius:.8rem}
article p{margin:0 0 .4rem;font-size:.96rem}
blockquote{margin:0;white-space:pre-wrap;font-family:ui-serif,"Iowan Old Style",Charter,Georgia,"Noto Serif",
serif;text-align:start}
.months{display:grid;gap:.8rem;grid-template-columns:repeat(auto-fill,minmax(min(100%,19rem),1fr))}
figure{margin:0}
figcaption{font-size:.93rem;font-weight:600;margin-block-end:.4rem}
figure svg{width:100%;height:auto;display:block;direction:ltr;overflow:visible}
figure svg path{stroke:var(--join);stroke-width:1.4;stroke-linecap:round;fill:none}
figure svg .rule{stroke:var(--rule);stroke-width:1}
figure svg circle{fill:var(--water)}
figure svg text{font-size:9px;fill:var(--soft);text-anchor:end}
ol,ul,dl{list-style:none;margin:0;padding:0}
.days{display:flex;flex-wrap:wrap;gap:.25rem .3rem;margin-block-start:.6rem;font-variant-numeric:tabular-nums}
.days li{min-width:1.9rem;text-align:center;line-height:1.25;border-radius:.4rem;background:var(--pale);
padding:.12rem .2rem .18rem}
.days i{display:block;font-style:normal;font-size:.68rem;color:var(--soft)}
.days b{font-weight:600;font-size:.92rem}
abbr{text-decoration:none}
.lines li{display:flex;gap:.6rem;margin-block-end:.35rem}
.lines span{color:var(--water);flex:none}
.lines .off{color:var(--soft)}
.lines .off span{color:inherit}
.pair{display:grid;gap:1rem;grid-template-columns:repeat(auto-fit,minmax(min(100%,16rem),1fr))}
.plain li{margin-block-end:.4rem}
code{display:block;font:.8rem/1.5 ui-monospace,SFMono-Regular,Menlo,Consolas,monospace;color:var(--soft);
direction:ltr;text-align:start}
dl div{display:flex;flex-wrap:wrap;justify-content:space-between;gap:0 1.5rem;padding:.5rem 0;
border-block-end:1px solid var(--rule)}
dt{color:var(--soft)}
dd{margin:0;text-align:end}
@media(max-width:30rem){body{padding-block-start:1.6rem}}
@media print{:root{--ground:#fff;--sheet:#fff;--ink:#000;--soft:#444;--rule:#bbb;--water:#1d5665;
--join:#4d7f8b;--pale:#f1f5f6}
body{max-width:none;padding:0;font-size:10.5pt}
section{break-before:auto}h2,h3,h4{break-after:avoid}article,figure{break-inside:avoid}
.days li,.safe{print-color-adjust:exact;-webkit-print-color-adjust:exact}}
"""

WAVE = "c7-5 13-5 20 0 7 10 13 10 20 0 7-5 13-5 20 0 7 10 13 10 20 0 7-5 13-5 20 0 7 10 13 10 20 0"
WAVES = f'<svg viewBox="-2 -2 124 30" aria-hidden="true"><path d="M0 8{WAVE}"/><path d="M0 18{WAVE}"/></svg>'
