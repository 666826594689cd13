import { createHash } from "node:crypto";

/**
 * The report's whole look: it is one file that is opened from a disk, mailed and printed, and asks for nothing else.
 */
export const reportStyle = `
*{box-sizing:border-box}
body{margin:0;color:#0b0c0c;background:#fff;font:100%/1.45 Arial,sans-serif;overflow-wrap:break-word}
main,header,footer{max-width:48em;margin:0 auto;padding:0 1rem}
header{padding-top:1rem;border-top:.5rem solid #1d70b8}
h1{font-size:1.9rem;line-height:1.15;margin:.5rem 0 1rem}
h2{font-size:1.4rem;line-height:1.2;margin:2.5rem 0 .75rem;padding-top:.75rem;border-top:1px solid #b1b4b6}
h3{font-size:1.1rem;margin:1.5rem 0 .25rem}
p,ul,dl{margin:0 0 1rem}
nav li{padding:.25rem 0}
a{color:#1d70b8}
a:focus{outline:3px solid #0b0c0c;background:#ffdd00;color:#0b0c0c}
.headline{margin:0 0 1.25rem;padding-left:.9rem;border-left:.3rem solid #1d70b8}
.headline p{margin:0}
.headline .sentence{font-size:1.2rem;line-height:1.35;font-weight:700}
.small{color:#484949;font-size:.95rem}
.chart{display:block;max-width:100%;height:auto}
figure{margin:0 0 1rem}
figcaption{margin-bottom:.75rem;font-weight:700}
table{width:100%;margin:0 0 2rem;border-collapse:collapse;font-size:.95rem}
.unseen{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
th,td{padding:.35rem .75rem .35rem 0;text-align:left;vertical-align:top;border-bottom:1px solid #b1b4b6}
tbody th{font-weight:400}
dt{font-weight:700}
dd{margin:0 0 .35rem}
footer{margin-top:2.5rem;padding-top:1rem;padding-bottom:2rem;border-top:1px solid #b1b4b6}
@media screen and (max-width:40em){
thead{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
tr,th,td{display:block;padding-right:0;border-bottom:0}
tr{padding:.4rem 0;border-bottom:1px solid #b1b4b6}
tbody th{font-weight:700}
th,td{padding-top:.1rem;padding-bottom:.1rem}
td[data-label]::before{content:attr(data-label) ": "}
}
@page{size:A4;margin:14mm 16mm 16mm;@bottom-right{content:counter(page) " of " counter(pages);font:8pt Arial,sans-serif}}
@media print{
html{font-size:10pt}
header{border-top:0}
main,header,footer{max-width:none;padding:0}
h2{margin:1.25rem 0 .5rem;padding-top:.5rem}
h1,h2,h3,figcaption{break-after:avoid}
p{margin-bottom:.6rem;orphans:3;widows:3}
.headline{margin-bottom:.9rem}
.headline .sentence{font-size:1.1rem}
.part,tr,.headline,li{break-inside:avoid}
.part{display:grid;grid-template-columns:7cm minmax(0,1fr);gap:.6cm;align-items:start;margin-bottom:.75rem}
section:has(>.part)>p,.appendix>p{break-after:avoid;break-inside:avoid}
.part td:last-child{white-space:nowrap}
figure,table{margin-bottom:0}
table{font-size:.85rem}
th,td{padding:.15rem .5rem .15rem 0}
thead{display:table-header-group}
.chart{width:100%}
.definitions{columns:2;column-gap:.8cm;font-size:8pt;line-height:1.3}
.definitions h3{margin:0 0 .1rem;font-size:9pt}
.definitions p,.definitions dl{margin-bottom:.25rem}
.definition{margin-bottom:.6rem;break-inside:avoid}
.definitions dt,.definitions dd{display:inline}
.definitions dt::after{content:": "}
.definitions dd::after{content:"\\a";white-space:pre}
a{color:inherit;text-decoration:none}
.no-print{display:none}
}
`.trim();

/** What a report may load: its own style sheet, known by its hash, and nothing else. No script runs in it. */
export function policyOfReport(report: string): string {
  const sheets = [...report.matchAll(/<style>([\s\S]*?)<\/style>/g)].map(
    ([, sheet = ""]) => `'sha256-${createHash("sha256").update(sheet).digest("base64")}'`,
  );
  return [
    "default-src 'none'",
    `style-src ${sheets.length > 0 ? sheets.join(" ") : "'none'"}`,
    "form-action 'none'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
  ].join("; ");
}
