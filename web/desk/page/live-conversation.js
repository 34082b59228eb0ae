/** @import { Message, Opened, Unsent } from './types.js' */
/** @import { StreamEvent } from '../../widget/event-stream.js' */
/** @import { DeskApi } from './desk-api.js' */
/** @import { Outboxes } from './outboxes.js' */
import { Refused } from '../../widget/api.js';
import { Backoff } from '../../widget/backoff.js';
import { Connection } from '../../widget/connection.js';

const TYPING_EVERY = 3000;

/**
 * One conversation while the officer has it open. The server's log is the truth; this keeps a copy by number.
 *
 * @typedef {object} LiveHandlers
 * @property {(opened: Opened) => void} onOpened its messages come through onMessage
 * @property {() => void} onShown all its messages have come
 * @property {(message: Message, fresh: boolean) => void} onMessage fresh: it came while the officer looked on
 * @property {(entries: Unsent[], changed: Unsent | null) => void} onUnsent
 * @property {(reach: 'ok' | 'lost') => void} onReach
 * @property {(state: string) => void} onState
 * @property {(who: string, on: boolean) => void} onTyping
 * @property {(seq: number) => void} onSeen the person has seen up to this number
 * @property {(words: string) => void} onGone it has been erased, or may not be seen
 */
export class LiveConversation {
  #api;
  #outbox;
  #handlers;
  #connection;
  #life = new AbortController();
  #lastStreamed = 0;
  #lastTyping = 0;
  #seen = 0;
  /** @type {Map<number, Message>} */
  #messages = new Map();

  /** @param {string} id @param {DeskApi} api @param {Outboxes} outboxes @param {LiveHandlers} handlers */
  constructor(id, api, outboxes, handlers) {
    this.id = id;
    this.#api = api;
    this.#handlers = handlers;
    this.#outbox = outboxes.of(id);
    outboxes.listen(id, {
      onAccepted: (message) => this.#take(message, true),
      onUnsent: (entries, changed) => handlers.onUnsent(entries, changed),
    });
    this.#connection = new Connection({
      connect: (signal) => api.events(id, this.#lastStreamed, signal),
      onEvent: (event) => this.#onEvent(event),
      onOpen: () => this.#onOpen(),
      onLost: () => handlers.onReach('lost'),
      onGone: () => handlers.onGone('This conversation has been erased.'),
    });
  }

  /** Reads it and follows it from there; keeps trying until it can be read. */
  async start() {
    const backoff = new Backoff();
    while (!this.#life.signal.aborted) {
      try {
        const opened = await this.#api.open(this.id);
        if (!this.#life.signal.aborted) this.#begin(opened);
        return;
      } catch (error) {
        if (this.#life.signal.aborted) return;
        if (error instanceof Refused) return this.#handlers.onGone(error.message);
        this.#handlers.onReach('lost');
        await backoff.wait();
      }
    }
  }

  stop() {
    this.#life.abort();
    this.#connection.stop();
  }

  get lastSeq() {
    return Math.max(0, ...this.#messages.keys());
  }

  /** @param {string} text */
  send(text) {
    this.#outbox.add(text, null);
  }

  /** @param {string} clientId */
  retry(clientId) {
    this.#outbox.retry(clientId);
  }

  /** @param {string} clientId */
  withdraw(clientId) {
    return this.#outbox.remove(clientId);
  }

  /** Tells the person that the officer writes, now and then while they do. */
  typing() {
    if (Date.now() - this.#lastTyping < TYPING_EVERY) return;
    this.#lastTyping = Date.now();
    this.#api.typing(this.id).catch(() => {});
  }

  /** Tells the server what the officer has seen; if that fails it is told with the next. */
  markSeen() {
    const seq = this.lastSeq;
    if (seq <= this.#seen) return;
    this.#seen = seq;
    this.#api.seen(this.id, seq).catch(() => {
      this.#seen = 0;
    });
  }

  /** @param {Opened} opened */
  #begin(opened) {
    this.#handlers.onReach('ok');
    this.#handlers.onOpened(opened);
    for (const message of opened.messages) this.#take(message, false);
    this.#handlers.onUnsent(this.#outbox.entries, null);
    this.#lastStreamed = this.lastSeq;
    this.#handlers.onShown();
    this.#connection.start();
  }

  #onOpen() {
    this.#handlers.onReach('ok');
    this.#outbox.flush();
  }

  /** @param {StreamEvent} event */
  #onEvent({ event, data }) {
    if (event === 'ended') {
      this.stop();
      return this.#handlers.onGone('This conversation has been erased.');
    }
    const content = JSON.parse(data);
    if (event === 'message') {
      this.#take(content, true);
      this.#lastStreamed = Math.max(this.#lastStreamed, content.seq);
    } else if (event === 'typing') this.#handlers.onTyping(content.who, content.on ?? true);
    else if (event === 'seen') this.#handlers.onSeen(content.seq);
    else if (event === 'state') this.#handlers.onState(content.state);
  }

  /** @param {Message} message @param {boolean} fresh */
  #take(message, fresh) {
    if (this.#messages.has(message.seq)) return;
    this.#messages.set(message.seq, message);
    this.#handlers.onMessage(message, fresh);
    if (message.client_id) this.#outbox.remove(message.client_id);
  }
}
