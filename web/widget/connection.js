/** @import { StreamEvent } from './event-stream.js' */
import { Refused } from './api.js';
import { Backoff } from './backoff.js';
import { readEvents } from './event-stream.js';

/** The server pings every 15 s: this long without a byte means that the line is dead. */
const SILENCE = 40_000;

/**
 * Follows one conversation's events for as long as it is started, over as many connections as that
 * takes.
 *
 * @typedef {object} Handlers
 * @property {(signal: AbortSignal) => Promise<Response>} connect asks for what was not seen yet
 * @property {(event: StreamEvent) => void} onEvent
 * @property {() => void} onOpen
 * @property {() => void} onLost
 * @property {() => void} onGone the server does not know the conversation any more
 */
export class Connection {
  #handlers;
  #backoff = new Backoff();
  /** @type {AbortController | null} from start to stop */
  #life = null;
  /** @type {AbortController | null} this try */
  #attempt = null;
  #lastByte = 0;
  #hurry = false;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #watchdog;

  /** @param {Handlers} handlers */
  constructor(handlers) {
    this.#handlers = handlers;
  }

  start() {
    this.stop();
    this.#backoff = new Backoff();
    this.#life = new AbortController();
    this.#listen(this.#life.signal);
    this.#run(this.#life.signal);
  }

  stop() {
    this.#life?.abort();
    this.#attempt?.abort();
    this.#backoff.wake();
    clearTimeout(this.#watchdog);
  }

  /** @param {AbortSignal} signal */
  #listen(signal) {
    addEventListener('online', () => this.#again(), { signal });
    // Timers sleep with the page, so a dead line may be noticed only now.
    const look = () => {
      if (document.visibilityState === 'visible' && this.#isStale()) this.#again();
    };
    document.addEventListener('visibilitychange', look, { signal });
    addEventListener('pageshow', look, { signal });
  }

  #isStale() {
    return Date.now() - this.#lastByte > SILENCE || this.#attempt === null;
  }

  #again() {
    this.#hurry = this.#attempt !== null;
    this.#attempt?.abort();
    this.#backoff.wake();
  }

  /** @param {AbortSignal} life */
  async #run(life) {
    while (!life.aborted) {
      try {
        await this.#follow();
      } catch (error) {
        if (!life.aborted && error instanceof Refused && error.gone) {
          this.stop();
          this.#handlers.onGone();
        }
      }
      if (life.aborted) return;
      this.#attempt = null;
      this.#handlers.onLost();
      if (!this.#hurry) await this.#backoff.wait();
      this.#hurry = false;
    }
  }

  async #follow() {
    const attempt = new AbortController();
    this.#attempt = attempt;
    this.#heard();
    const response = await this.#handlers.connect(attempt.signal);
    if (!response.body) throw new Error('no stream');
    this.#backoff.reset();
    this.#handlers.onOpen();
    for await (const event of readEvents(response.body, () => this.#heard())) {
      if (attempt.signal.aborted) return;
      this.#handlers.onEvent(event);
    }
  }

  #heard() {
    const attempt = this.#attempt;
    this.#lastByte = Date.now();
    clearTimeout(this.#watchdog);
    this.#watchdog = setTimeout(() => attempt?.abort(), SILENCE);
  }
}
