import { el } from './dom.js';

/** Long enough for a screen reader to notice a change before the next one replaces it. */
const HOLD = 900;
const GAP = 100;

/**
 * The one live region. It is always there and empty between announcements, so that each is said
 * once, one at a time, and nothing is left behind to be read by accident.
 */
export class Announcer {
  element = el('div', { class: 'hidden-text', role: 'status', 'aria-live': 'polite', 'aria-atomic': 'true' });
  /** @type {string[]} */
  #queue = [];
  #speaking = false;

  /** @param {string} text */
  say(text) {
    if (!text || this.#queue.at(-1) === text) return;
    this.#queue.push(text);
    if (!this.#speaking) this.#speak();
  }

  /** Nothing of a chat that has been forgotten is to be read out after it. */
  hush() {
    this.#queue = [];
    this.element.textContent = '';
  }

  async #speak() {
    this.#speaking = true;
    for (let text = this.#queue.shift(); text; text = this.#queue.shift()) {
      await pause(GAP);
      this.element.textContent = text;
      await pause(HOLD);
      this.element.textContent = '';
    }
    this.#speaking = false;
  }
}

/** @param {number} milliseconds */
const pause = (milliseconds) => new Promise((resolve) => setTimeout(resolve, milliseconds));
