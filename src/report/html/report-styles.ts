/** What reports have beyond other pages. Parts out of sight are laid out only when they come near. */
export const reportStyles = `
.section { border-top: 2px solid var(--line); padding-top: 1rem; font-size: 1.3rem; }
.large .part { content-visibility: auto; contain-intrinsic-size: auto 9rem; }
.group { margin-top: 1.5rem; }
.part ul, .note ul { margin: 0; padding: 0; list-style: none; }
.note li { margin: .35rem 0; overflow-wrap: anywhere; }
.entry { padding: .5rem .75rem; margin: .35rem 0; border: 1px solid var(--line); border-radius: .5rem; }
.weight-quiet .entry { padding: .15rem .75rem; border-color: transparent; }
.entry p { margin: 0; }
.entry .url { font-weight: 600; }
.aside { color: var(--muted); font-size: .85rem; margin-left: .35rem; overflow-wrap: anywhere; }
.why { margin-top: .4rem; overflow-wrap: anywhere; }
dl { margin: .4rem 0 0; }
dl div { display: flex; flex-wrap: wrap; gap: 0 .75rem; }
dt { flex: 0 0 7.5rem; color: var(--muted); font-size: .88rem; }
dd { flex: 1 1 12rem; margin: 0; min-width: 0; overflow-wrap: anywhere; unicode-bidi: isolate; }
ins, del {
  display: inline-flex; gap: .6ch; max-width: 100%; margin-right: .6em;
  font-family: var(--mono); font-size: .88em; text-decoration: none; unicode-bidi: isolate;
}
ins { color: var(--create); } del { color: var(--remove); }
footer { margin-top: 3rem; border-top: 1px solid var(--line); padding-top: .5rem; }
ul.counts .name { border: 0; background: none; padding-left: 0; font-weight: 600; min-width: 9.5rem; }
@media (max-width: 30rem) {
  ul.counts .name { flex-basis: 100%; padding-bottom: 0; }
  .entry { padding: .5rem; }
  .filters { position: static; }
  dt { flex-basis: 6.2rem; }
  dd { flex-basis: 9rem; }
}
@media print { .large .part { content-visibility: visible; } }
`;
