/** @import { Unsent } from './types.js' */

const KEY = 'signpost-desk';

/**
 * What this tab keeps for the officer until it is closed or they sign out: what they have written and not sent, by
 * conversation. In sessionStorage, so that no other tab and nobody later at the same machine sees it.
 *
 * @typedef {object} Kept
 * @property {number | null} officer
 * @property {string | null} open the conversation that is open
 * @property {Record<string, string>} drafts
 * @property {Record<string, Unsent[]>} unsent
 */
export class DeskMemory {
  /** @type {Kept} */
  #kept = { officer: null, open: null, drafts: {}, unsent: {}, ...readStored() };

  get open() {
    return this.#kept.open;
  }

  /** Forgets what another officer left in this tab. @param {number} officer */
  belongTo(officer) {
    if (this.#kept.officer !== officer) this.#kept = { officer, open: null, drafts: {}, unsent: {} };
    this.#store();
  }

  /** @param {string | null} id */
  keepOpen(id) {
    this.#kept.open = id;
    this.#store();
  }

  /** @param {string} id */
  draft(id) {
    return this.#kept.drafts[id] ?? '';
  }

  /** @param {string} id @param {string} text */
  keepDraft(id, text) {
    if (text) this.#kept.drafts[id] = text;
    else delete this.#kept.drafts[id];
    this.#store();
  }

  /** The conversations in which something is unsent. */
  get withUnsent() {
    return Object.keys(this.#kept.unsent);
  }

  /** @param {string} id */
  unsent(id) {
    return this.#kept.unsent[id] ?? [];
  }

  /** @param {string} id @param {Unsent[]} entries */
  keepUnsent(id, entries) {
    if (entries.length) this.#kept.unsent[id] = entries;
    else delete this.#kept.unsent[id];
    this.#store();
  }

  clear() {
    this.#kept = { officer: null, open: null, drafts: {}, unsent: {} };
    try {
      sessionStorage.removeItem(KEY);
    } catch {
      // Blocked: nothing was stored either.
    }
  }

  #store() {
    try {
      sessionStorage.setItem(KEY, JSON.stringify(this.#kept));
    } catch {
      // Blocked or full: the desk still works, drafts only do not survive a reload.
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
