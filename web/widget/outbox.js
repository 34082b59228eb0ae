/** @import { Message, Unsent } from './types.js' */
import { Refused } from './api.js';
import { Backoff } from './backoff.js';

/** Refused for what it says: the same words would be refused again. */
const UNPROCESSABLE = 422;

/**
 * @typedef {object} OutboxHandlers
 * @property {(entry: Unsent) => Promise<Message> | null} deliver null while there is no conversation
 * @property {(entry: Unsent, message: Message) => void} onAccepted is to remove the entry
 * @property {(entry: Unsent | null) => void} onChange the entry whose delivery changed, if it was one
 * @property {() => void} onGone the server does not know the conversation any more
 */

/** What the server has not accepted yet, sent one at a time and in order. */
export class Outbox {
  #handlers;
  #backoff = new Backoff();
  #running = false;
  /** @type {Unsent[]} */
  entries;

  /** @param {Unsent[]} entries left from before a reload @param {OutboxHandlers} handlers */
  constructor(entries, handlers) {
    this.#handlers = handlers;
    this.entries = entries.map((entry) => ({ ...entry }));
    addEventListener('online', () => this.#backoff.wake());
  }

  get busy() {
    return this.entries.some((entry) => entry.delivery === 'sending');
  }

  /** @param {string} text @param {string | null} choice */
  add(text, choice) {
    // The same words still unsent are the same message: a second copy must not be made of it.
    const same = this.entries.find((entry) => entry.text === text && entry.choice === choice);
    if (same) return this.retry(same.client_id);
    this.entries = this.entries.filter((entry) => entry.status !== UNPROCESSABLE);
    /** @type {Unsent} */
    const entry = { client_id: newId(), text, choice, delivery: 'sending', words: null, status: null };
    this.entries.push(entry);
    this.#handlers.onChange(entry);
    this.flush();
  }

  /** @param {string} clientId */
  retry(clientId) {
    const entry = this.entries.find((one) => one.client_id === clientId);
    if (!entry || entry.delivery === 'sending') return;
    this.#mark(entry, 'sending');
    this.flush();
  }

  /** The person's wish, or the server's stream showing that the message had arrived.
   * @param {string} clientId */
  remove(clientId) {
    const entry = this.entries.find((one) => one.client_id === clientId) ?? null;
    if (entry) {
      this.entries = this.entries.filter((one) => one !== entry);
      this.#handlers.onChange(null);
    }
    return entry;
  }

  clear() {
    this.entries = [];
    this.#backoff.wake();
    this.#handlers.onChange(null);
  }

  /** Sends whatever the server has not refused, now. */
  async flush() {
    this.#backoff.wake();
    if (this.#running) return;
    this.#running = true;
    try {
      for (let entry = this.#next(); entry; entry = this.#next()) {
        const delivery = this.#handlers.deliver(entry);
        if (!delivery) return this.#allWait();
        if (!(await this.#settle(entry, delivery))) await this.#backoff.wait();
      }
    } finally {
      this.#running = false;
    }
  }

  #next() {
    return this.entries.find((entry) => entry.delivery !== 'failed');
  }

  /** @param {Unsent} entry @param {Promise<Message>} delivery @returns {Promise<boolean>} answered */
  async #settle(entry, delivery) {
    try {
      const message = await delivery;
      this.#backoff.reset();
      if (this.entries.includes(entry)) this.#handlers.onAccepted(entry, message);
      return true;
    } catch (error) {
      if (!this.entries.includes(entry)) return true;
      if (!(error instanceof Refused)) {
        this.#allWait();
        return false;
      }
      if (error.gone) this.#handlers.onGone();
      else this.#mark(entry, 'failed', error);
      return true;
    }
  }

  #allWait() {
    for (const entry of this.entries) if (entry.delivery !== 'failed') this.#mark(entry, 'waiting');
  }

  /** @param {Unsent} entry @param {Unsent['delivery']} delivery @param {Refused | null} [refusal] */
  #mark(entry, delivery, refusal = null) {
    const same = entry.delivery === delivery && delivery !== 'failed';
    Object.assign(entry, { delivery, words: refusal?.message ?? null, status: refusal?.status ?? null });
    if (!same) this.#handlers.onChange(entry);
  }
}

/** randomUUID is missing on pages served without https. */
function newId() {
  if (crypto.randomUUID) return crypto.randomUUID();
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
