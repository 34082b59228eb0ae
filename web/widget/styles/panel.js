/** The panel: beside the page on a desktop, over all of it on a phone or when zoomed in far. */
export const PANEL = /* css */ `
.panel {
  position: fixed; z-index: 2147483001; container: panel / size;
  inset-inline-end: max(1em, env(safe-area-inset-right));
  inset-block-end: calc(max(1em, env(safe-area-inset-bottom)) + 4em + var(--covered, 0px));
  inline-size: min(26em, calc(100vw - 2em)); block-size: min(44em, calc(var(--view-height, 100dvh) - 6em));
  border: 1px solid var(--line); border-radius: 1em; overflow: hidden; overflow: clip;
  background: var(--paper); box-shadow: var(--shadow);
}
.full .panel {
  inset: var(--view-top, 0) 0 auto 0; inline-size: auto; block-size: var(--view-height, 100dvh);
  border: 0; border-radius: 0; box-shadow: none;
}
.frame { display: flex; flex-direction: column; block-size: 100%; }
.header, .toolbar, .banner, .composer { flex: none; }

.header {
  display: flex; align-items: center; justify-content: space-between; gap: .75em;
  padding: .6em .6em .6em 1.1em; background: var(--brand); color: var(--on-brand);
}
.full .header { padding-block-start: max(.6em, env(safe-area-inset-top)); }
.titles { min-inline-size: 0; }
.titles h2 { font-size: 1.15em; line-height: 1.3; font-weight: 700; }
.titles p { font-size: .8125em; line-height: 1.35; color: var(--brand-quiet); }
.close {
  flex: none; display: inline-flex; align-items: center; gap: .35em; min-block-size: 44px; padding: .4em .8em;
  border: 1px solid transparent; border-radius: .6em; background: rgb(255 255 255 / 12%); font-weight: 600;
}
.close:hover { background: rgb(255 255 255 / 24%); }

.toolbar { border-block-end: 1px solid var(--line); background: var(--paper); }
.tools { display: flex; flex-wrap: wrap; justify-content: space-between; padding: 0 .35em; }
.tool {
  display: inline-flex; align-items: center; gap: .35em; min-block-size: 44px; padding: .3em .6em;
  border: 1px solid transparent; border-radius: .5em; background: none; font-size: .875em; color: var(--quiet);
}
.tool:hover, .tool[aria-expanded="true"] { color: var(--ink); text-decoration: underline; text-underline-offset: .2em; }
.tool:focus-visible { outline-offset: -3px; box-shadow: inset 0 0 0 5px var(--ring-edge); }
.tool .icon { inline-size: 1.2em; block-size: 1.2em; }
.tool-status { padding: 0 1.1em .5em; font-size: .875em; font-weight: 600; }

.confirm { margin: .25em .75em .75em; padding: .8em; border: 1px solid var(--alarm); border-radius: .75em; background: var(--alarm-ground); }
.confirm p { font-weight: 600; }
.confirm-buttons { display: flex; flex-wrap: wrap; gap: .6em; margin-block-start: .7em; }
.small-button {
  min-block-size: 44px; padding: .35em 1em; border: 1px solid var(--edge); border-radius: .6em;
  background: var(--paper); font-size: .9375em; font-weight: 600;
}
.small-button:hover { border-color: currentColor; text-decoration: underline; text-underline-offset: .2em; }
.small-button.danger { border-color: #a31621; background: #a31621; color: #ffffff; }
.small-button[aria-disabled="true"] { opacity: .7; text-decoration: none; }

.banner {
  display: flex; gap: .6em; padding: .7em 1.1em; border-inline-start: .35em solid var(--notice-edge);
  background: var(--notice); font-size: .9375em;
}
.banner .icon { margin-block-start: .1em; }

.print-frame { position: fixed; inset-inline-start: -200vw; inset-block-start: 0; inline-size: 210mm; block-size: 297mm; border: 0; }

/* Very low, as at 400% zoom or with a phone's keyboard up: everything scrolls as one column and
   only the box stays in sight. */
@container panel (max-height: 25em) {
  .frame { display: block; overflow-y: auto; overscroll-behavior: contain; scroll-padding-block: .75em 8em; }
  .header .titles p { display: none; }
}
@container panel (max-width: 22em) {
  .titles p, .tool .icon { display: none; }
  .tool { padding-inline: .45em; }
}
@media (forced-colors: active) {
  .titles p { color: CanvasText; }
  .header, .toolbar, .banner, .composer { border-block-end: 1px solid CanvasText; }
  .close, .small-button { border-color: ButtonText; }
}
`;
