/** @import { Reach } from './types.js' */
import { el } from './dom.js';
import { icon } from './icons.js';
import { WORDS } from './words.js';

/** A line that is back within this time was not worth a word. */
const BLINK = 3000;

/** Says when the server cannot be reached, and when it can be again. */
export class Banner {
  element = el('div', { class: 'banner', hidden: true });
  /** @type {Reach} */
  #reach = 'ok';
  #why = '';
  #blinked = false;
  #shown = '';
  #announce;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {(words: string) => void} announce */
  constructor(announce) {
    this.#announce = announce;
    addEventListener('offline', () => this.#update());
    addEventListener('online', () => this.#update());
  }

  /** @param {Reach} reach @param {string} [words] why, where the server says why */
  setReach(reach, words = '') {
    if (reach === this.#reach && words === this.#why) return;
    this.#reach = reach;
    this.#why = words;
    this.#blinked = false;
    clearTimeout(this.#timer);
    if (reach === 'lost') {
      this.#timer = setTimeout(() => {
        this.#blinked = true;
        this.#update();
      }, BLINK);
    }
    this.#update();
  }

  #words() {
    if (!navigator.onLine) return WORDS.offline;
    if (this.#reach === 'unreachable') return `${this.#why || WORDS.unreachable} ${WORDS.danger}`;
    return this.#reach === 'lost' && this.#blinked ? WORDS.lost : '';
  }

  #update() {
    const words = this.#words();
    // Between being back on line and the first answer it is too early to say "connected".
    if (words === this.#shown || (!words && this.#shown && this.#reach !== 'ok')) return;
    const restored = Boolean(this.#shown) && !words;
    this.#shown = words;
    this.element.hidden = !words;
    this.element.replaceChildren(...(words ? [icon('warning'), el('p', {}, words)] : []));
    this.#announce(restored ? WORDS.restored : words);
  }
}
