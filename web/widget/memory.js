/** @import { Remembered } from './types.js' */

const KEY = 'signpost-chat';

/** @type {Remembered} */
const NOTHING = { key: null, open: false, unsent: [], draft: '' };

/**
 * What this tab keeps, in sessionStorage: other tabs do not see it and it goes with the tab.
 * Nothing is written until the chat is opened. Where storage is blocked it lasts until a reload.
 */
export class Memory {
  /** @type {Remembered} */
  #kept = { ...NOTHING, ...readStored() };

  get kept() {
    return this.#kept;
  }

  /** @param {Partial<Remembered>} changes */
  keep(changes) {
    this.#kept = { ...this.#kept, ...changes };
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.#kept));
    } catch {
      // Blocked or full: the chat still works, it only does not survive a reload.
    }
  }

  clear() {
    this.#kept = { ...NOTHING };
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // Blocked: nothing was stored either.
    }
  }
}

function readStored() {
  try {
    return JSON.parse(sessionStorage.getItem(KEY) ?? '{}');
  } catch {
    return {};
  }
}
