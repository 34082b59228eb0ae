/**
 * What can really be seen. A phone's keyboard covers the page without making it smaller, so neither
 * media queries nor dvh notice it; only visualViewport does.
 */

const NARROW = 480;
const LOW = 560;

/**
 * @typedef {object} View
 * @property {boolean} full whether the chat should take the whole screen
 * @property {number} height of what can be seen, in CSS px
 * @property {number} top how far the visible part has been pushed down
 * @property {number} covered how much is hidden at the bottom
 */

/** @returns {View} */
export function currentView() {
  const visual = window.visualViewport;
  // Somebody who pinches to zoom wants it larger, not laid out again in the smaller part.
  const zoomed = Boolean(visual && Math.abs(visual.scale - 1) > 0.02);
  const height = visual ? Math.round(visual.height * visual.scale) : innerHeight;
  const top = visual && !zoomed ? Math.round(visual.offsetTop) : 0;
  const covered = zoomed ? 0 : Math.max(0, innerHeight - height - top);
  return { full: innerWidth <= NARROW || height <= LOW, height, top, covered };
}

/** @param {() => void} onChange @param {AbortSignal} signal */
export function watchView(onChange, signal) {
  addEventListener('resize', onChange, { signal });
  window.visualViewport?.addEventListener('resize', onChange, { signal });
  window.visualViewport?.addEventListener('scroll', onChange, { signal });
}
