/** @import { Answer, Canned, Colleague, Me, Message, Note, Opened, Queue, SessionEnd } from './types.js' */
import { Refused, Unreachable, json, problem } from '../../widget/api.js';

const BASE = '/desk/api';
const PATIENCE = 20_000;

/** The desk's HTTP calls. The session is a cookie; every change carries the value that other pages cannot know. */
export class DeskApi {
  #csrf = '';
  #onSignedOut;
  #signedOut = false;

  /** @param {() => void} onSignedOut the session is over */
  constructor(onSignedOut) {
    this.#onSignedOut = onSignedOut;
  }

  get isSignedOut() {
    return this.#signedOut;
  }

  /** Must be the first call. @returns {Promise<Me>} */
  async me() {
    const me = await this.#read('/me');
    this.#csrf = me.csrf;
    return me;
  }

  /** @returns {Promise<Queue>} */
  queue() {
    return this.#read('/queue');
  }

  /** @param {AbortSignal} signal */
  queueEvents(signal) {
    return this.#ask('GET', '/events', { signal, headers: { Accept: 'text/event-stream' } });
  }

  /** @param {string} id @returns {Promise<Opened>} */
  open(id) {
    return this.#read(`/conversations/${id}`);
  }

  /** @param {string} id @param {number} lastSeq @param {AbortSignal} signal */
  events(id, lastSeq, signal) {
    const headers = { Accept: 'text/event-stream', 'Last-Event-ID': String(lastSeq) };
    return this.#ask('GET', `/conversations/${id}/events`, { signal, headers });
  }

  /** @param {string} id @param {string} client_id @param {string} text @returns {Promise<Message>} */
  async send(id, client_id, text) {
    return json(await this.#ask('POST', `/conversations/${id}/messages`, { body: { client_id, text, sources: [] } }));
  }

  /** Sends an answer of the knowledge base. @param {string} id @param {string} topic @param {string} section @param {string} client_id */
  answer(id, topic, section, client_id) {
    return this.#change('POST', `/conversations/${id}/answer`, { topic, section, client_id });
  }

  /** @param {string} id */
  take(id) {
    return this.#change('POST', `/conversations/${id}/take`);
  }

  /** @param {string} id */
  typing(id) {
    return this.#change('POST', `/conversations/${id}/typing`);
  }

  /** @param {string} id @param {number} seq */
  seen(id, seq) {
    return this.#change('POST', `/conversations/${id}/seen`, { seq });
  }

  /** @param {string} id @param {number | null} officer_id null: back to the queue */
  pass(id, officer_id) {
    return this.#change('POST', `/conversations/${id}/pass`, { officer_id });
  }

  /** @param {string} id */
  handBack(id) {
    return this.#change('POST', `/conversations/${id}/hand-back`);
  }

  /** @param {string} id @param {string} wrap_up */
  close(id, wrap_up) {
    return this.#change('POST', `/conversations/${id}/close`, { wrap_up });
  }

  /** @param {string} id @param {string} text @returns {Promise<Note>} */
  async addNote(id, text) {
    return json(await this.#ask('POST', `/conversations/${id}/notes`, { body: { text } }));
  }

  /** @param {string} id */
  markSafeguarding(id) {
    return this.#change('POST', `/conversations/${id}/safeguarding`);
  }

  /** @param {string} words @param {AbortSignal} signal @returns {Promise<Answer[]>} */
  async search(words, signal) {
    return json(await this.#ask('GET', `/knowledge?q=${encodeURIComponent(words)}`, { signal }));
  }

  /** @returns {Promise<Canned[]>} */
  canned() {
    return this.#read('/canned');
  }

  /** @param {number | null} id null for a new one @param {{title: string, text: string}} reply */
  keepCanned(id, reply) {
    return id === null ? this.#change('POST', '/canned', reply) : this.#change('PUT', `/canned/${id}`, reply);
  }

  /** @param {number} id */
  dropCanned(id) {
    return this.#change('DELETE', `/canned/${id}`);
  }

  /** @returns {Promise<Colleague[]>} */
  colleagues() {
    return this.#read('/officers');
  }

  /** @returns {Promise<Record<string, unknown>>} */
  day() {
    return this.#read('/day');
  }

  /** @returns {Promise<Record<string, unknown>>} */
  overview() {
    return this.#read('/overview');
  }

  /** Asking does not make the session longer. @returns {Promise<SessionEnd>} */
  sessionEnd() {
    return this.#read('/session');
  }

  /** @returns {Promise<SessionEnd>} */
  async staySignedIn() {
    return json(await this.#ask('POST', '/session', {}));
  }

  /** @param {string} path */
  async #read(path) {
    return json(await this.#ask('GET', path, {}));
  }

  /** @param {string} method @param {string} path @param {object} [body] @returns {Promise<void>} */
  async #change(method, path, body) {
    await this.#ask(method, path, { body });
  }

  /**
   * @param {string} method @param {string} path
   * @param {{body?: object, signal?: AbortSignal, headers?: Record<string, string>}} options
   */
  async #ask(method, path, { body, signal, headers = {} }) {
    /** @type {Record<string, string>} */
    const sent = { Accept: 'application/json', ...headers };
    if (method !== 'GET') sent['X-CSRF'] = this.#csrf;
    if (body) sent['Content-Type'] = 'application/json';
    let response;
    try {
      response = await fetch(BASE + path, {
        method,
        headers: sent,
        body: body ? JSON.stringify(body) : undefined,
        signal: signal ?? AbortSignal.timeout(PATIENCE),
        cache: 'no-store',
        redirect: 'error',
      });
    } catch (error) {
      throw new Unreachable('no answer', { cause: error });
    }
    if (response.status === 401) {
      this.#signedOut = true;
      this.#onSignedOut();
    }
    if (!response.ok) throw await problem(response);
    return response;
  }
}

/** What to tell the officer about a call that failed.
 * @param {unknown} error */
export const wordsOf = (error) =>
  error instanceof Refused ? error.message : 'The service cannot be reached. Nothing was changed. Try again in a moment.';
