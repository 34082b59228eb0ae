/** @import { Queue } from './types.js' */
/** @import { DeskApi } from './desk-api.js' */
import { Refused } from '../../widget/api.js';
import { Backoff } from '../../widget/backoff.js';
import { Connection } from '../../widget/connection.js';

/** Once in a while the queue is read even if no event came. */
const ANYWAY = 60_000;

/**
 * The queue, kept as the server has it. An event carries nothing but that something changed.
 *
 * @typedef {object} QueueHandlers
 * @property {(queue: Queue) => void} onQueue
 * @property {(conversation: string) => void} onRing somebody needs an officer now
 * @property {(reach: 'ok' | 'lost') => void} onReach
 */
export class QueueFeed {
  #api;
  #handlers;
  #connection;
  /** @type {Promise<void> | null} */
  #reading = null;
  #again = false;
  #backoff = new Backoff();

  /** @param {DeskApi} api @param {QueueHandlers} handlers */
  constructor(api, handlers) {
    this.#api = api;
    this.#handlers = handlers;
    this.#connection = new Connection({
      connect: (signal) => api.queueEvents(signal),
      onEvent: ({ event, data }) => {
        if (event === 'ring') handlers.onRing(JSON.parse(data).conversation);
        this.refresh();
      },
      // What happened while nobody listened is in the queue itself.
      onOpen: () => this.refresh(),
      onLost: () => handlers.onReach('lost'),
      onGone: () => handlers.onReach('lost'),
    });
  }

  start() {
    this.#connection.start();
    setInterval(() => this.refresh(), ANYWAY);
  }

  /** Reads the queue; a wish while it is being read is met by one more reading. @returns {Promise<void>} */
  refresh() {
    this.#again = this.#reading !== null;
    this.#reading ??= this.#read();
    return this.#reading;
  }

  async #read() {
    try {
      do {
        this.#again = false;
        this.#handlers.onQueue(await this.#api.queue());
        this.#handlers.onReach('ok');
        this.#backoff.reset();
      } while (this.#again);
    } catch (error) {
      if (!(error instanceof Refused)) this.#handlers.onReach('lost');
      if (!this.#api.isSignedOut) this.#backoff.wait().then(() => this.refresh());
    } finally {
      this.#reading = null;
    }
  }
}
