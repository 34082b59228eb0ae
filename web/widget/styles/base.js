/**
 * Colours, text, focus and the launcher. Sizes are in em from the reader's own default size, not in
 * rem: rem is the host page's, and pages set it to anything.
 */
export const BASE = /* css */ `
:host { all: initial !important; display: contents !important; }
*, ::before, ::after { box-sizing: border-box; }
[hidden] { display: none !important; }

.root {
  color-scheme: light dark;
  --ink: #17212b; --quiet: #4c5965; --paper: #ffffff; --ground: #f4f6f8; --line: #d3dae0; --edge: #6a7885;
  --brand: #0d4a5e; --on-brand: #ffffff; --brand-quiet: #d6e8ee;
  --link: #0b4f8a; --mine: #dcedf2; --mine-edge: #a9cfdb; --choice: #ffffff; --choice-ink: #0d4a5e;
  --alarm: #a31621; --alarm-ground: #fdf1f1; --notice: #fff6dc; --notice-edge: #c99a1b;
  --ring: #ffd83d; --ring-edge: #10181f;
  --shadow: 0 .6em 2.2em rgb(13 30 40 / 28%), 0 .1em .4em rgb(13 30 40 / 20%);
  display: block;
  font: medium/1.5 system-ui, -apple-system, "Segoe UI", Roboto, "Noto Sans", "Helvetica Neue", Arial, sans-serif;
  color: var(--ink);
  text-align: start;
  -webkit-text-size-adjust: 100%;
  text-size-adjust: 100%;
}
@media (prefers-color-scheme: dark) {
  .root {
    --ink: #eef2f5; --quiet: #b4c0ca; --paper: #172027; --ground: #10171c; --line: #35424c; --edge: #8896a2;
    --brand: #0f3d4e; --on-brand: #ffffff; --brand-quiet: #cfe3ea;
    --link: #8cc8f5; --mine: #17485a; --mine-edge: #2f6d83; --choice: #1d2830; --choice-ink: #a5dcee;
    --alarm: #ffaba8; --alarm-ground: #3a1c1f; --notice: #3a3013; --notice-edge: #c99a1b;
    --shadow: 0 .6em 2.2em rgb(0 0 0 / 65%), 0 0 0 1px #35424c;
  }
}

h2, p, ol, ul { margin: 0; padding: 0; }
ol, ul { list-style: none; }
a { color: var(--link); text-underline-offset: .15em; overflow-wrap: anywhere; }
a:hover { text-decoration-thickness: .15em; }
button, textarea { font: inherit; color: inherit; letter-spacing: inherit; word-spacing: inherit; }
button { cursor: pointer; touch-action: manipulation; }
button[aria-disabled="true"] { cursor: default; }
.icon {
  flex: none; inline-size: 1.25em; block-size: 1.25em;
  fill: none; stroke: currentColor; stroke-width: 1.8; stroke-linecap: round; stroke-linejoin: round;
}
.hidden-text {
  position: absolute !important; inline-size: 1px; block-size: 1px; margin: -1px; padding: 0; border: 0;
  overflow: hidden; clip-path: inset(50%); white-space: nowrap;
}

/* Two colours, so that one of them stands out whatever is around it. */
:focus-visible { outline: 3px solid var(--ring); outline-offset: 0; box-shadow: 0 0 0 6px var(--ring-edge); }
a:focus-visible { border-radius: .1em; }

.launcher {
  position: fixed; z-index: 2147483000;
  inset-block-end: max(1em, env(safe-area-inset-bottom)); inset-inline-end: max(1em, env(safe-area-inset-right));
  display: inline-flex; align-items: center; gap: .6em;
  max-inline-size: calc(100vw - 2em); min-block-size: 3.25em; padding: .6em 1.25em .6em 1.05em;
  border: 2px solid #ffffff; border-radius: 2em;
  background: var(--brand); color: var(--on-brand); font-weight: 600; text-align: start;
  box-shadow: 0 .25em 1em rgb(13 30 40 / 35%);
}
@media (hover: hover) { .launcher:hover { background: #14627b; } }
.launcher .icon { inline-size: 1.5em; block-size: 1.5em; }
.full .launcher { display: none; }

@media (forced-colors: active) {
  :focus-visible { outline-color: Highlight; outline-offset: 2px; }
  .launcher, .panel { border: 2px solid ButtonText; }
  .icon { stroke: CanvasText; }
  button .icon { stroke: ButtonText; }
  [aria-disabled="true"] { color: GrayText; border-color: GrayText; }
}
`;
