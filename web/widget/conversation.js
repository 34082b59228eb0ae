/** @import { Key, Message, Snapshot, Standing, Unsent, Reach } from './types.js' */
/** @import { StreamEvent } from './event-stream.js' */
import { Api, Refused } from './api.js';
import { Connection } from './connection.js';
import { Memory } from './memory.js';
import { Opening } from './opening.js';
import { Outbox } from './outbox.js';

/**
 * One conversation as this tab knows it. The server's log is the truth; this keeps a copy by number.
 * The view sets what it wants to hear of; nothing here touches the page.
 *
 * @typedef {object} ConversationHandlers
 * @property {(message: Message, fresh: boolean) => void} onMessage fresh: it came while we looked on
 * @property {(entries: Unsent[], changed: Unsent | null) => void} onUnsent
 * @property {(entry: Unsent) => void} onAccepted
 * @property {(reach: Reach, words?: string) => void} onReach with the server's words, if it had any
 * @property {(standing: Standing) => void} onState
 * @property {(who: string, on: boolean, name: string | null) => void} onTyping
 * @property {(seq: number) => void} onSeen an officer has seen our messages up to this one
 * @property {(unsentTexts: string[]) => void} onGone forgotten by the server; ours is empty again
 */
export class Conversation {
  #api;
  #memory;
  #handlers;
  #connection;
  #outbox;
  #opening;
  /** @type {'idle' | 'starting' | 'ready'} */
  #phase = 'idle';
  /** @type {AbortController | null} until the conversation is given up */
  #life = null;
  /** Of the stream alone: an answer to a POST may overtake an earlier message of the stream. */
  #lastStreamed = 0;
  /** @type {Map<number, Message>} */
  #messages = new Map();

  /** @param {Api} api @param {Memory} memory @param {ConversationHandlers} handlers */
  constructor(api, memory, handlers) {
    this.#api = api;
    this.#memory = memory;
    this.#handlers = handlers;
    this.#opening = new Opening(api);
    this.#connection = new Connection({
      connect: (signal) => api.events(/** @type {Key} */ (memory.kept.key), this.#lastStreamed, signal),
      onEvent: (event) => this.#onEvent(event),
      onOpen: () => this.#onOpen(),
      onLost: () => handlers.onReach('lost'),
      onGone: () => this.#onGone(),
    });
    this.#outbox = new Outbox(memory.kept.unsent, {
      deliver: (entry) => this.#deliver(entry),
      onAccepted: ({ client_id }, message) => this.#take({ ...message, client_id }, true),
      onChange: (changed) => this.#onUnsent(changed),
      onGone: () => this.#onGone(),
    });
  }

  /** In the order of the conversation. */
  get messages() {
    return [...this.#messages.values()].sort((a, b) => a.seq - b.seq);
  }

  get sending() {
    return this.#outbox.busy;
  }

  /** Brings the earlier conversation back, or makes one; keeps trying until it has.
   * @returns {Promise<boolean>} whether an earlier one came back now */
  async begin() {
    if (this.#phase !== 'idle') return false;
    this.#phase = 'starting';
    this.#life = new AbortController();
    const { signal } = this.#life;
    const { key } = this.#memory.kept;
    this.#handlers.onUnsent(this.#outbox.entries, null);
    const opened = this.#opening.open(key, signal, (words) => this.#handlers.onReach('unreachable', words));
    const snapshot = await opened.catch(() => 'gone');
    if (signal.aborted || snapshot === null) return false;
    if (typeof snapshot === 'string') this.#onGone();
    else this.#ready(snapshot, key);
    return key !== null && snapshot !== 'gone';
  }

  /** @param {string} text @param {string | null} [choice] */
  send(text, choice = null) {
    this.#outbox.add(text, choice);
  }

  /** @param {string} clientId */
  retry(clientId) {
    this.#outbox.retry(clientId);
  }

  /** @param {string} clientId */
  withdraw(clientId) {
    return this.#outbox.remove(clientId);
  }

  /** Throws if the server does not take it.
   * @param {{reach: string, when: string, name: string | null}} fields */
  async askForCallback(fields) {
    await this.#api.askForCallback(/** @type {Key} */ (this.#memory.kept.key), fields);
  }

  /** Tells the officer that the person types. */
  tellTyping() {
    this.#tell((key) => this.#api.typing(key));
  }

  /** Tells the officer what the person has seen.
   * @param {number} seq */
  tellSeen(seq) {
    this.#tell((key) => this.#api.seen(key, seq));
  }

  /** Ends the conversation, here and at the server. Throws, and keeps it, if the server does not. */
  async forget() {
    const { key } = this.#memory.kept;
    if (key) {
      this.#connection.stop();
      try {
        await this.#api.forget(key);
      } catch (error) {
        if (!(error instanceof Refused && error.gone)) {
          this.#connection.start();
          throw error;
        }
      }
    }
    this.#reset();
  }

  /** @param {Snapshot} snapshot @param {Key | null} key null when it has just been made */
  #ready(snapshot, key) {
    this.#phase = 'ready';
    if (!key) this.#memory.keep({ key: { id: snapshot.id, token: String(snapshot.token) } });
    this.#handlers.onReach('ok');
    // The stream says the rest; until then nothing is offered.
    this.#handlers.onState({ state: snapshot.state, name: null, desk_open: true, callback: true });
    for (const message of snapshot.messages) this.#take(message, !key);
    this.#lastStreamed = Math.max(0, ...snapshot.messages.map((message) => message.seq));
    this.#connection.start();
    this.#outbox.flush();
  }

  #onOpen() {
    this.#handlers.onReach('ok');
    this.#outbox.flush();
  }

  /** @param {StreamEvent} event */
  #onEvent({ event, data }) {
    if (event === 'ended') return this.#onGone();
    const content = JSON.parse(data);
    if (event === 'message') {
      this.#take(content, true);
      this.#lastStreamed = Math.max(this.#lastStreamed, content.seq);
    } else if (event === 'typing') this.#handlers.onTyping(content.who, content.on, content.name ?? null);
    else if (event === 'seen') this.#handlers.onSeen(content.seq);
    else if (event === 'state') this.#handlers.onState(content);
  }

  /** @param {Message} message @param {boolean} fresh */
  #take(message, fresh) {
    if (this.#messages.has(message.seq)) return;
    this.#messages.set(message.seq, message);
    this.#handlers.onMessage(message, fresh);
    const entry = message.client_id ? this.#outbox.remove(message.client_id) : null;
    if (entry) this.#handlers.onAccepted(entry);
  }

  /** @param {Unsent} entry */
  #deliver({ client_id, text, choice }) {
    const { key } = this.#memory.kept;
    if (!key || this.#phase !== 'ready') return null;
    const body = choice === null ? { client_id, text } : { client_id, choice };
    return this.#api.send(key, body).then((answer) => answer.message);
  }

  /** It is a courtesy: if it does not arrive, nothing is lost.
   * @param {(key: Key) => Promise<void>} what */
  #tell(what) {
    const { key } = this.#memory.kept;
    if (key) what(key).catch(() => {});
  }

  /** @param {Unsent | null} changed */
  #onUnsent(changed) {
    this.#memory.keep({ unsent: this.#outbox.entries });
    this.#handlers.onUnsent(this.#outbox.entries, changed);
  }

  #onGone() {
    const texts = this.#outbox.entries.filter((entry) => entry.choice === null).map((entry) => entry.text);
    const { open, draft } = this.#memory.kept;
    this.#reset();
    this.#memory.keep({ open, draft });
    this.#handlers.onGone(texts);
  }

  #reset() {
    this.#life?.abort();
    this.#connection.stop();
    this.#phase = 'idle';
    this.#lastStreamed = 0;
    this.#messages.clear();
    this.#outbox.clear();
    this.#memory.clear();
  }
}
