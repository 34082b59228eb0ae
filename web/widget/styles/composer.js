/** Where the person writes. 16px at the least: below that iPhones zoom the page in on focus. */
export const COMPOSER = /* css */ `
.composer {
  padding: .6em 1em max(.6em, env(safe-area-inset-bottom)); border-block-start: 1px solid var(--line); background: var(--paper);
}
.state {
  flex: 0 1 auto; display: flex; flex-wrap: wrap; align-items: center; gap: .4em .75em; min-block-size: 3em; padding: .5em 1em; overflow-y: auto;
  border-block-start: 1px solid var(--line); border-inline-start: .35em solid var(--choice-ink); background: var(--choice); font-size: .9375em;
}
.state-words { flex: 1 1 14em; font-weight: 600; }
.callback { flex: 1 0 100%; display: flex; flex-direction: column; gap: .3em; }
.callback label { font-weight: 600; margin-block-start: .3em; }
.callback input {
  min-block-size: 44px; padding: .3em .7em; border: 2px solid var(--edge); border-radius: .6em;
  background: var(--paper); color: var(--ink); font: inherit; font-size: max(16px, 1em);
}
.callback input[aria-invalid="true"] { border-color: var(--alarm); }
.label-row { display: flex; flex-wrap: wrap; align-items: baseline; gap: 0 .75em; margin-block-end: .3em; }
.label-row label { font-weight: 600; font-size: .9375em; }
.hint { font-size: .8125em; color: var(--quiet); }
.row { display: flex; align-items: flex-end; gap: .5em; }
textarea {
  flex: 1; min-inline-size: 0; min-block-size: 48px; padding: 11px .8em; resize: none; overflow-y: auto;
  border: 2px solid var(--edge); border-radius: .75em; background: var(--paper); color: var(--ink);
  font-size: max(16px, 1em); line-height: 1.4;
}
textarea[aria-invalid="true"] { border-color: var(--alarm); }
.send {
  flex: none; display: inline-flex; align-items: center; gap: .45em; min-block-size: 48px; padding: .4em 1em;
  border: 2px solid transparent; border-radius: .75em; background: var(--brand); color: var(--on-brand); font-weight: 600;
}
@media (hover: hover) { .send:hover:not([aria-disabled="true"]) { background: #14627b; } }
.send[aria-disabled="true"] { background: var(--ground); border-color: var(--edge); color: var(--quiet); }
.problem { display: flex; gap: .4em; margin-block-end: .35em; color: var(--alarm); font-weight: 600; font-size: .9375em; }
.count { margin-block-start: .3em; font-size: .875em; color: var(--quiet); }
.count.over { color: var(--alarm); font-weight: 600; }
.permanent { margin-block-start: .4em; font-size: .875em; color: var(--ink); }
.permanent a { font-weight: 700; color: inherit; }

@container panel (max-height: 25em) {
  .state { overflow: visible; }
  .composer { display: contents; }
  .label-row { margin: 0; padding: .6em .75em 0; }
  .dock { position: sticky; inset-block-end: 0; padding: .4em .75em; background: var(--paper); }
}
@container panel (max-width: 22em) {
  .permanent { font-size: .8125em; }
}
@media (forced-colors: active) {
  .send { border-color: ButtonText; }
}
@media (prefers-color-scheme: dark) {
  .send { background: #14627b; }
  @media (hover: hover) { .send:hover:not([aria-disabled="true"]) { background: #1a7692; } }
}
`;
