import { button, el } from '../../widget/dom.js';
import { Tune } from './tune.js';

const KEY = 'signpost-desk-sound';
const TITLE = 'Duty desk';
const RING_EVERY = 8000;
const FLASH_EVERY = 1000;
const SAME_RING = 3000;

/**
 * Makes officers look up: sound, the title of the tab, and a notice of the system where that is allowed. A crisis that
 * nobody has taken rings until somebody does. No notice holds a word of what a person wrote.
 */
export class Alarm {
  #tune = new Tune();
  #announce;
  #waiting = 0;
  #crises = 0;
  #flash = false;
  #rang = 0;
  /** @type {ReturnType<typeof setInterval> | undefined} */
  #ringing;
  #words = el('span');
  element = button({ class: 'bar-button sound' }, () => this.#press(), this.#words);

  /** @param {(words: string) => void} announce */
  constructor(announce) {
    this.#announce = announce;
    this.#show();
    setInterval(() => this.#title(), FLASH_EVERY);
    // A reload takes the sound away until something is pressed; whatever is pressed first brings it back.
    const again = () => isWanted() && !this.#tune.ready && this.#tune.unlock().then(() => this.#show());
    addEventListener('pointerdown', again, { capture: true });
    addEventListener('keydown', again, { capture: true });
  }

  /** @param {number} waiting @param {number} crises how many of them */
  setWaiting(waiting, crises) {
    if (waiting > this.#waiting && crises <= this.#crises) this.chime('Somebody is waiting for an officer.');
    this.#waiting = waiting;
    if (crises > this.#crises) this.ring();
    this.#crises = crises;
    if (crises && !this.#ringing) this.#ringing = setInterval(() => this.#sound('crisis'), RING_EVERY);
    if (!crises) {
      clearInterval(this.#ringing);
      this.#ringing = undefined;
    }
    this.#title();
  }

  /** Somebody needs an officer now. The same may come twice, as a ring of its own and with the queue.
   * @param {boolean} [mine] it is somebody whom this officer is talking with */
  ring(mine = false) {
    if (Date.now() - this.#rang < SAME_RING) return;
    this.#rang = Date.now();
    const words = mine ? 'Crisis in your conversation.' : 'Crisis: somebody needs an officer now.';
    this.#sound('crisis');
    this.#notify(words, true);
    this.#announce(words);
  }

  /** @param {string} words */
  chime(words) {
    this.#sound('chime');
    this.#notify(words, false);
    this.#announce(words);
  }

  /** @param {'crisis' | 'chime'} which */
  #sound(which) {
    if (isWanted()) this.#tune[which]();
  }

  /** @param {string} words @param {boolean} stays */
  #notify(words, stays) {
    if (!isWanted() || document.hasFocus() || !('Notification' in globalThis) || Notification.permission !== 'granted') return;
    try {
      const notice = new Notification(TITLE, { body: words, tag: stays ? 'crisis' : 'desk', requireInteraction: stays });
      notice.onclick = () => {
        focus();
        notice.close();
      };
    } catch {
      // Phones allow it only from a service worker: sound and title do it there.
    }
  }

  async #press() {
    const on = !(isWanted() && this.#tune.ready);
    want(on);
    if (on) {
      const heard = await this.#tune.unlock();
      this.#tune.chime();
      if ('Notification' in globalThis && Notification.permission === 'default') Notification.requestPermission();
      this.#announce(heard ? 'Sound is on.' : 'This browser does not allow sound.');
    } else this.#announce('Sound is off.');
    this.#show();
  }

  #show() {
    const on = isWanted() && this.#tune.ready;
    this.#words.textContent = on ? 'Sound is on' : 'Turn on sound';
    this.element.classList.toggle('wants', !on);
  }

  #title() {
    this.#flash = this.#crises > 0 && !this.#flash;
    const count = this.#waiting ? `(${this.#waiting}) ` : '';
    document.title = this.#flash ? `!! Crisis – ${TITLE}` : count + TITLE;
  }
}

function isWanted() {
  try {
    return localStorage.getItem(KEY) === 'on';
  } catch {
    return false;
  }
}

/** @param {boolean} on */
function want(on) {
  try {
    localStorage.setItem(KEY, on ? 'on' : 'off');
  } catch {
    // Blocked: the wish lasts as long as the page.
  }
}
