/** @import { Key, Snapshot } from './types.js' */
import { Api, Refused } from './api.js';
import { Backoff } from './backoff.js';

/** Getting hold of a conversation: the earlier one, or a new one. */
export class Opening {
  #api;
  #backoff = new Backoff();

  /** @param {Api} api */
  constructor(api) {
    this.#api = api;
    const hurry = () => document.visibilityState === 'visible' && this.#backoff.wake();
    addEventListener('online', hurry);
    document.addEventListener('visibilitychange', hurry);
  }

  /**
   * Keeps trying until it has one. Throws only when the earlier one is not known any more.
   * @param {Key | null} key of the earlier one
   * @param {AbortSignal} signal the person has given up
   * @param {(words: string) => void} onTrouble with the server's words, if it had any
   * @returns {Promise<Snapshot | null>} null when given up
   */
  async open(key, signal, onTrouble) {
    signal.addEventListener('abort', () => this.#backoff.wake());
    while (!signal.aborted) {
      try {
        const snapshot = key ? await this.#api.read(key) : await this.#api.create();
        this.#backoff.reset();
        if (!signal.aborted) return snapshot;
        if (!key) await this.#discard(snapshot);
      } catch (error) {
        if (signal.aborted) break;
        const refused = error instanceof Refused ? error : null;
        if (key && refused?.gone) throw error;
        onTrouble(refused?.message ?? '');
        await this.#backoff.wait(refused?.retryAfter);
      }
    }
    return null;
  }

  /** Made too late: the person has ended the chat meanwhile, so it must not stay at the server.
   * @param {Snapshot} snapshot */
  async #discard({ id, token }) {
    if (token) await this.#api.forget({ id, token }).catch(() => {});
  }
}
