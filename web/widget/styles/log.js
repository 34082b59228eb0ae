/** The conversation. Who speaks is told by name and side, never by colour alone. */
export const LOG = /* css */ `
.log-frame { flex: 1; position: relative; display: flex; min-block-size: 0; background: var(--ground); }
.log { flex: 1; overflow-y: auto; overscroll-behavior: contain; padding: 1em; scroll-padding-block: .75em; }
.log:focus-visible { outline-offset: -3px; box-shadow: inset 0 0 0 6px var(--ring-edge); }
.messages { display: flex; flex-direction: column; gap: 1.1em; }
/* Holds what is hidden by position, which would lengthen the panel from outside the scrolling log. */
.message { position: relative; max-inline-size: 100%; min-inline-size: 0; }
.message:focus { outline-offset: 3px; }

.head { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .6em; margin-block-end: .25em; font-size: .875em; }
.head time { color: var(--quiet); font-size: .9375em; }
.body {
  inline-size: fit-content; max-inline-size: 100%; padding: .7em .95em; overflow-wrap: anywhere;
  border: 1px solid var(--line); border-radius: .25em 1em 1em 1em; background: var(--paper);
}
.body > * + * { margin-block-start: .6em; }
.body .plain { white-space: pre-wrap; }
.body ul { list-style: disc; padding-inline-start: 1.25em; }
.body ol { list-style: decimal; padding-inline-start: 1.5em; }
.body blockquote { margin: 0; padding-inline-start: .8em; border-inline-start: 3px solid var(--edge); }
.term {
  display: inline; padding: 0; border: 0; background: none; color: inherit; font: inherit; text-align: start;
  text-decoration: underline dotted; text-decoration-thickness: .12em; text-underline-offset: .2em;
}
.term[aria-expanded="true"] { text-decoration-style: solid; }
.meaning {
  display: block; margin-block: .35em; padding: .45em .7em; font-size: .9375em;
  border-inline-start: 3px solid var(--choice-ink); background: var(--ground);
}
.body li + li { margin-block-start: .3em; }
/* Out of the flow, in room that the link keeps free: it never goes to the next line without the last word. */
a[target] { padding-inline-end: 1.15em; }
a .icon { position: absolute; inline-size: .9em; block-size: .9em; margin: .35em 0 0 .2em; }

.from-assistant, .from-officer { margin-inline-end: 1.25em; }
.from-officer .body { border-color: var(--choice-ink); border-inline-start-width: 4px; }
.from-person { margin-inline-start: 2.5em; align-self: flex-end; }
.from-person .head { justify-content: flex-end; }
.from-person .body { margin-inline-start: auto; border-radius: 1em .25em 1em 1em; border-color: var(--mine-edge); background: var(--mine); }
.from-notice { text-align: center; font-size: .9375em; color: var(--quiet); }
.from-notice .head { justify-content: center; margin: 0; }
.from-notice .body { inline-size: auto; padding: 0 1em; border: 0; background: none; }

.choices { display: flex; flex-wrap: wrap; gap: .5em; margin-block-start: .7em; }
.choice {
  display: inline-flex; align-items: center; gap: .4em; min-block-size: 44px; padding: .4em 1.05em; text-align: start;
  border: 1.5px solid var(--choice-ink); border-radius: 1.4em; background: var(--choice); color: var(--choice-ink); font-weight: 600;
}
@media (hover: hover) { .choice:hover:not([aria-disabled="true"]) { background: var(--mine); } }
.choice[aria-disabled="true"] { border: 1.5px dashed var(--edge); background: none; color: var(--quiet); font-weight: 400; }
.choice.chosen[aria-disabled="true"] { border: 1.5px solid var(--choice-ink); background: var(--mine); color: var(--ink); font-weight: 600; }

.sources { margin-block-start: .3em; font-size: .9375em; }
.sources summary {
  display: inline-flex; align-items: center; gap: .4em; min-block-size: 44px; padding-inline: .3em .5em; cursor: pointer;
  border-radius: .5em; color: var(--link); text-decoration: underline; text-underline-offset: .2em; list-style: none;
}
.sources summary::-webkit-details-marker { display: none; }
.sources[open] summary .icon { transform: rotate(180deg); }
.sources ul { padding: .1em .3em .3em 1.05em; border-inline-start: 3px solid var(--line); }
.sources li { padding-block: .3em; }
.sources .checked { color: var(--quiet); }

.seen { display: flex; justify-content: flex-end; align-items: center; gap: .3em; margin-block-start: .2em; font-size: .875em; color: var(--quiet); }
.seen .icon { inline-size: 1em; block-size: 1em; }
.delivery { display: flex; justify-content: flex-end; gap: .4em; margin-block-start: .35em; font-size: .875em; color: var(--quiet); }
.unsent[data-delivery="sending"] .delivery .icon, .unsent:not(.tried) .unsent-actions { display: none; }
.unsent[data-delivery="failed"] .delivery { color: var(--alarm); font-weight: 600; }
.unsent[data-delivery="failed"] .body { border: 1.5px dashed var(--alarm); }
.unsent-actions { display: flex; flex-wrap: wrap; justify-content: flex-end; gap: .5em; margin-block-start: .4em; }

.typing { display: flex; align-items: center; gap: .6em; margin-block-start: 1em; font-size: .875em; color: var(--quiet); }
.dots { display: inline-flex; gap: .25em; }
.dots i { inline-size: .45em; block-size: .45em; border-radius: 50%; background: currentColor; animation: signpost-dot 1.2s infinite ease-in-out; }
.dots i:nth-child(2) { animation-delay: .2s; }
.dots i:nth-child(3) { animation-delay: .4s; }
@keyframes signpost-dot { 0%, 70%, 100% { opacity: .3; } 35% { opacity: 1; } }
@media (prefers-reduced-motion: reduce) { .dots i { animation: none; } }

.jump {
  position: absolute; inset-block-end: .6em; inset-inline: 0; margin-inline: auto; inline-size: fit-content;
  display: inline-flex; align-items: center; gap: .4em; min-block-size: 44px; padding: .3em 1em;
  border: 1.5px solid var(--choice-ink); border-radius: 1.4em; background: var(--paper); color: var(--choice-ink);
  font-size: .9375em; font-weight: 600; box-shadow: 0 .2em .8em rgb(13 30 40 / 25%);
}

@container panel (min-width: 18em) {
  a[href^="tel:"] { white-space: nowrap; }
}
@container panel (max-height: 25em) {
  .log-frame { display: block; }
  .log { overflow: visible; }
  .jump { display: none; }
}
@media (forced-colors: active) { .dots i { background: CanvasText; } }
`;
