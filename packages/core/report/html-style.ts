/** The style sheet of the HTML report: light, dark and print. */
export const STYLE = `
:root{color-scheme:light dark;--ink:#1a1f26;--dim:#59636e;--paper:#fff;--card:#f5f7f9;--line:#d5dbe1;--mark:#0b5cad;--serious:#a3212f;--warning:#8a5a00}
@media (prefers-color-scheme:dark){:root{--ink:#e7ebef;--dim:#a2adb8;--paper:#14181d;--card:#1d232a;--line:#38424c;--mark:#7cb8f5;--serious:#ff9aa2;--warning:#f0c36d}}
*{box-sizing:border-box}
body{margin:0 auto;max-width:60rem;padding:2rem 1.25rem 4rem;background:var(--paper);color:var(--ink);font:1rem/1.55 system-ui,sans-serif}
h1{font-size:1.75rem;line-height:1.25;margin:0 0 .5rem}
h2{font-size:1.2rem;margin:2.5rem 0 .75rem}
p,li{overflow-wrap:anywhere}
ul{padding-left:1.25rem}li{margin:.35rem 0}
.lead{background:var(--card);border-left:.3rem solid var(--mark);padding:1rem 1.25rem;font-size:1.1rem}
.question,.meta,figcaption{color:var(--dim)}
.wide{overflow-x:auto}
table{border-collapse:collapse;width:100%;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--dim);padding-bottom:.4rem}
th,td{border-bottom:1px solid var(--line);padding:.45rem .6rem;text-align:left;vertical-align:top}
th{color:var(--dim);font-weight:600}
.number{text-align:right}td.number{white-space:nowrap}
.critique{list-style:none;padding:0}
.critique li{border-top:1px solid var(--line);padding:.75rem 0;margin:0}
.severity{font-size:.8rem;font-weight:700;letter-spacing:.04em;text-transform:uppercase;color:var(--dim)}
.serious .severity{color:var(--serious)}.warning .severity{color:var(--warning)}
.suggestion{color:var(--dim);margin:.25rem 0 0}
figure{margin:2rem 0}figure img{display:block;width:100%;height:auto;margin-top:.5rem}figcaption strong{color:var(--ink)}
.meta{border-top:1px solid var(--line);margin-top:3rem;padding-top:1rem;font-size:.875rem}
code{font-size:.85em;overflow-wrap:anywhere}
@media screen and (max-width:40rem){thead{display:none}tr,td{display:block}tr{border-top:1px solid var(--line);padding:.5rem 0}td,td.number{border:0;display:flex;gap:1rem;justify-content:space-between;padding:.15rem 0;text-align:right;white-space:normal}td::before{content:attr(data-label);color:var(--dim);text-align:left}}
@media print{:root{--ink:#000;--dim:#444;--paper:#fff;--card:#fff;--line:#999}body{max-width:none;padding:0;font-size:10pt}h2{break-after:avoid}tr,figure,.critique li{break-inside:avoid}}
`;
