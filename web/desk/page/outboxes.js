/** @import { Message, Unsent } from './types.js' */
/** @import { DeskApi } from './desk-api.js' */
/** @import { DeskMemory } from './desk-memory.js' */
import { Outbox } from '../../widget/outbox.js';

/**
 * One outbox for each conversation, for as long as the page lives: what is unsent in one goes on being sent while the
 * officer reads another.
 *
 * @typedef {object} OutboxListener
 * @property {(message: Message) => void} onAccepted
 * @property {(entries: Unsent[], changed: Unsent | null) => void} onUnsent
 */
export class Outboxes {
  #api;
  #memory;
  /** @type {Map<string, Outbox>} */
  #boxes = new Map();
  /** @type {{id: string, listener: OutboxListener} | null} */
  #listening = null;

  /** @param {DeskApi} api @param {DeskMemory} memory */
  constructor(api, memory) {
    this.#api = api;
    this.#memory = memory;
    for (const id of memory.withUnsent) this.of(id).flush();
  }

  /** @param {string} id */
  of(id) {
    const known = this.#boxes.get(id);
    if (known) return known;
    /** @type {Outbox} */
    const box = new Outbox(this.#memory.unsent(id), {
      deliver: ({ client_id, text }) => (this.#api.isSignedOut ? null : this.#api.send(id, client_id, text)),
      onAccepted: ({ client_id }, message) => {
        this.#listenerOf(id)?.onAccepted({ ...message, client_id });
        box.remove(client_id);
      },
      onChange: (changed) => {
        this.#memory.keepUnsent(id, box.entries);
        this.#listenerOf(id)?.onUnsent(box.entries, changed);
      },
      onGone: () => {
        if (!this.#api.isSignedOut) box.clear();
      },
    });
    this.#boxes.set(id, box);
    return box;
  }

  /** Only the conversation that is open is listened to. @param {string} id @param {OutboxListener} listener */
  listen(id, listener) {
    this.#listening = { id, listener };
  }

  /** @param {string} id */
  #listenerOf(id) {
    return this.#listening?.id === id ? this.#listening.listener : null;
  }
}
