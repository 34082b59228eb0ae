/** @import { Key, Message, Snapshot } from './types.js' */
import { WORDS } from './words.js';

const PATIENCE = 20_000;

/** No answer from our server: the network, a time-out, or a proxy answering in its place. */
export class Unreachable extends Error {}

/** Our server said no. The message is meant for the person. */
export class Refused extends Error {
  /** @param {number} status @param {string} message @param {number} [retryAfter] seconds */
  constructor(status, message, retryAfter = 0) {
    super(message);
    this.status = status;
    this.retryAfter = retryAfter;
  }

  /** The conversation does not exist, or not for us: it has been forgotten. */
  get gone() {
    return this.status === 401 || this.status === 404;
  }
}

/** The server's HTTP calls. The token goes in a header: addresses end up in logs. */
export class Api {
  #base;

  /** @param {string} base */
  constructor(base) {
    this.#base = base.replace(/\/+$/, '');
  }

  /** @returns {Promise<Snapshot>} */
  async create() {
    return json(await this.#ask('POST', ''));
  }

  /** @param {Key} key @returns {Promise<Snapshot>} */
  async read(key) {
    return json(await this.#ask('GET', `/${key.id}`, { key }));
  }

  /** @param {Key} key @param {object} body @returns {Promise<{message: Message}>} */
  async send(key, body) {
    return json(await this.#ask('POST', `/${key.id}/messages`, { key, body }));
  }

  /** @param {Key} key @param {{reach: string, when: string, name: string | null}} fields */
  async askForCallback(key, fields) {
    await this.#ask('POST', `/${key.id}/callback`, { key, body: fields });
  }

  /** @param {Key} key */
  async typing(key) {
    await this.#ask('POST', `/${key.id}/typing`, { key });
  }

  /** @param {Key} key @param {number} seq */
  async seen(key, seq) {
    await this.#ask('POST', `/${key.id}/seen`, { key, body: { seq } });
  }

  /** @param {Key} key */
  async forget(key) {
    await this.#ask('DELETE', `/${key.id}`, { key });
  }

  /** @param {Key} key @param {number} lastSeq @param {AbortSignal} signal */
  events(key, lastSeq, signal) {
    const headers = { Accept: 'text/event-stream', 'Last-Event-ID': String(lastSeq) };
    return this.#ask('GET', `/${key.id}/events`, { key, signal, headers });
  }

  /**
   * @param {string} method @param {string} path
   * @param {{key?: Key, body?: object, signal?: AbortSignal, headers?: Record<string, string>}} [options]
   */
  async #ask(method, path, { key, body, signal, headers = {} } = {}) {
    /** @type {Record<string, string>} */
    const sent = { Accept: 'application/json', ...headers };
    if (key) sent.Authorization = `Bearer ${key.token}`;
    if (body) sent['Content-Type'] = 'application/json';
    let response;
    try {
      response = await fetch(`${this.#base}/api/conversations${path}`, {
        method,
        headers: sent,
        body: body ? JSON.stringify(body) : undefined,
        signal: signal ?? AbortSignal.timeout?.(PATIENCE),
        cache: 'no-store',
        credentials: 'omit',
      });
    } catch (error) {
      throw new Unreachable('no answer', { cause: error });
    }
    if (!response.ok) throw await problem(response);
    return response;
  }
}

/** @param {Response} response */
export async function json(response) {
  try {
    return await response.json();
  } catch (error) {
    throw new Unreachable('the answer was cut off', { cause: error });
  }
}

/** @param {Response} response */
export async function problem(response) {
  const words = await response.json().then((body) => body?.error?.message, () => null);
  const retryAfter = Number(response.headers.get('Retry-After')) || 0;
  if (typeof words === 'string') return new Refused(response.status, words, retryAfter);
  const fromProxy = [502, 503, 504].includes(response.status);
  return fromProxy ? new Unreachable(`status ${response.status}`) : new Refused(response.status, WORDS.failedUnknown);
}
