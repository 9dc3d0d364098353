/** Over those that all pages share. */
export const healthStyles = `
.receiver { margin: 1rem 0; padding: .8rem 1rem; border: 1px solid var(--line); border-left: .35rem solid var(--create); border-radius: .5rem; background: var(--raised); }
.receiver.down { border-left-color: var(--remove); }
.receiver.shaky { border-left-color: var(--warning); }
.receiver.silent { border-left-color: var(--line); }
.receiver h2 { margin: 0; font-size: 1.05rem; overflow-wrap: anywhere; }
.top { display: flex; flex-wrap: wrap; gap: .5rem 2rem; align-items: center; justify-content: space-between; }
.top > div { flex: 1 1 20rem; min-width: 0; }
.facts { display: flex; flex-wrap: wrap; gap: .25rem 1.5rem; margin: .4rem 0 0; }
.facts div { min-width: 4.5rem; }
.facts dt { color: var(--muted); font-size: .8rem; }
.facts dd { margin: 0; font-variant-numeric: tabular-nums; }
.said { margin: .5rem 0 0; color: var(--remove); font-weight: 600; }
.chart { display: block; max-width: 100%; height: auto; }
.chart line { stroke: var(--muted); stroke-width: 1; }
.chart .good { fill: var(--create); } .chart .bad { fill: var(--remove); }
.receiver details { margin-top: .6rem; }
.receiver summary { cursor: pointer; color: var(--muted); }
.receiver td:nth-child(2) { width: 40%; }
.legend { margin-top: .25rem; }
`;
