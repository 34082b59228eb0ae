/** @import { DeskApi } from './desk-api.js' */
import { el } from '../../widget/dom.js';
import { openDialog } from './dialog.js';

const LOOK_EVERY = 30_000;
const WARN_BEFORE = 120;
/** The server counts requests as activity, not keys: while the officer does something it is told now and then. */
const TELL_EVERY = 120_000;

/** Warns before the session ends, and lets the officer stay (WCAG 2.2.1). */
export class SessionWatch {
  #api;
  #alert;
  #active = false;
  #told = Date.now();
  /** @type {HTMLDialogElement | null} */
  #dialog = null;

  /** @param {DeskApi} api @param {(words: string) => void} alert said aloud when the warning comes */
  constructor(api, alert) {
    this.#api = api;
    this.#alert = alert;
  }

  start() {
    for (const kind of ['keydown', 'pointerdown']) addEventListener(kind, () => this.#onActivity(), { passive: true });
    setInterval(() => this.#look(), LOOK_EVERY);
  }

  #onActivity() {
    this.#active = true;
  }

  async #look() {
    if (this.#active && Date.now() - this.#told >= TELL_EVERY) {
      this.#active = false;
      this.#told = Date.now();
      await this.#api.staySignedIn().catch(() => {});
    }
    const end = await this.#api.sessionEnd().catch(() => null);
    if (end && end.seconds_left <= WARN_BEFORE && !this.#dialog) this.#warn(end.may_stay);
  }

  /** @param {boolean} mayStay */
  #warn(mayStay) {
    const words = mayStay
      ? 'You will be signed out in less than 2 minutes, because nothing was pressed for some time. Then nobody rings here.'
      : 'You have been signed in for as long as one session lasts. You will be signed out in less than 2 minutes. '
        + 'What you have written is kept: sign in again here.';
    this.#alert('You will be signed out soon.');
    this.#dialog = openDialog({
      title: 'You will be signed out soon',
      body: [el('p', {}, words)],
      confirm: mayStay ? 'Stay signed in' : undefined,
      dismiss: mayStay ? 'Not now' : 'Close',
      onConfirm: async () => {
        await this.#api.staySignedIn();
      },
    });
    this.#dialog.addEventListener('close', () => {
      if (mayStay) this.#dialog = null;
    });
  }
}
