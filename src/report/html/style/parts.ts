/** Folds, tables, blocks to copy, findings. */
export const PARTS = `
details{margin-top:.6rem}
summary{cursor:pointer;padding:.15rem 0;width:fit-content;max-width:100%}
.fix>summary .kind{display:inline}.fix>summary .what{display:block;margin-left:1rem}
summary:hover{color:var(--accent)}
details[open]>summary{margin-bottom:.15rem}
.badge{font-weight:600;white-space:nowrap}
.sec-findings article+article,.sec-real article+article{border-top:1px solid var(--rule);margin-top:1rem;padding-top:1rem}
.sec-findings h3 code,.sec-findings h5 code{margin-left:.35rem}
.sec-findings article>p{margin-top:.3rem}
.sec-others>details+details{border-top:1px solid var(--rule);padding-top:.6rem}
.fix-title{font-weight:600;margin-top:.4rem}
.fix-title .kind{display:block}
.kind{display:inline-block;color:var(--soft);font-weight:600;font-size:.85em;margin-right:.25rem}
.fix ul.plain{color:var(--soft);font-size:.92em}
details.fix{border-top:1px solid var(--rule);padding-top:.6rem}
details.fix>summary .kind{color:var(--ink)}
.proof .sign{width:14px;height:14px;margin-right:.25em}
.paste{border:1px solid var(--line);border-radius:8px;background:var(--code);margin-top:.6rem}
.paste-head{display:flex;justify-content:space-between;align-items:center;gap:.75rem;padding:.35rem .4rem .35rem .75rem;border-bottom:1px solid var(--line);font-size:.87rem;color:var(--soft);min-height:2.5rem}
.paste pre{margin:0;padding:.6rem .75rem .7rem;white-space:pre-wrap;overflow-wrap:anywhere;line-height:1.5}
button{font:inherit;font-weight:600;color:var(--card);background:var(--accent);border:1px solid transparent;border-radius:6px;padding:.3rem .9rem;min-width:5.6rem;cursor:pointer}
button:hover{filter:brightness(1.1)}
button[hidden]{display:none}
.plain-table{border-collapse:collapse;width:100%;font-size:.93rem;margin-top:.5rem}
.plain-table th,.plain-table td{text-align:left;vertical-align:top;padding:.35rem .9rem .35rem 0;border-bottom:1px solid var(--rule);font-weight:400}
.plain-table thead th{color:var(--soft);font-size:.87rem}
.plain-table tbody th{font-weight:600}
.plain-table .number{text-align:right;white-space:nowrap}
.plain-table caption{text-align:left;color:var(--soft);padding-bottom:.2rem}
.plain-table ul{margin-top:0}
.causes{table-layout:fixed}.causes th:first-child{width:15.5rem}.causes .number{width:6.5rem}.causes th .badge{display:block}.causes td>p:first-child{margin-top:0}.causes ul{margin-top:.4rem}.beside{display:none}
.sec-each>details>summary .badge{margin-right:.4rem}
.sec-each .card{margin:.6rem 0 0}
.scroll{overflow-x:auto}.scroll td,.scroll th{overflow-wrap:break-word}
@media screen and (max-width:600px){.causes,.causes tbody,.causes tr,.causes tbody th,.causes tbody td{display:block;border:0;padding:0;width:auto!important}.causes thead{display:none}.causes tbody tr{border-bottom:1px solid var(--rule);padding:.6rem 0}.causes .number{text-align:left;color:var(--soft)}.beside{display:inline}
.scroll .plain-table{min-width:30rem}.wide{table-layout:fixed}.wide thead td,.wide tbody th{width:5.4rem}.wide td,.wide th{padding-right:.5rem}}
`;
