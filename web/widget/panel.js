/** @import { Message, Unsent } from './types.js' */
/** @import { Memory } from './memory.js' */
import { Announcer } from './announcer.js';
import { Api } from './api.js';
import { Banner } from './banner.js';
import { copyText } from './clipboard.js';
import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { panelFrame } from './frame.js';
import { Log } from './log.js';
import { spoken, transcript } from './plain-text.js';
import { printConversation } from './print.js';
import { Toolbar } from './toolbar.js';
import { WORDS, spokenName } from './words.js';
import { deliveryWords } from './unsent-item.js';

/**
 * The open chat: puts the parts together and passes on between them and the conversation.
 *
 * @typedef {object} PanelActions
 * @property {() => void} onClose the person closes the panel
 * @property {() => void} onForgotten the conversation has been ended on the person's wish
 * @property {() => void} onIncoming a message came that is not the person's own
 */
export class Panel {
  #memory;
  #announcer;
  #conversation;
  #log;
  #composer;
  #banner;
  #onForgotten;
  #onIncoming;
  /** Whether "is writing" has been said since the last message. */
  #saidWriting = false;
  element;

  /** @param {string} server @param {Memory} memory @param {Announcer} announcer @param {PanelActions} actions */
  constructor(server, memory, announcer, actions) {
    this.#memory = memory;
    this.#announcer = announcer;
    this.#onForgotten = actions.onForgotten;
    this.#onIncoming = actions.onIncoming;
    const announce = announcer.say.bind(announcer);
    this.#log = new Log({
      onChoose: ({ label, choice }) => this.#conversation.send(label, choice),
      onRetry: (id) => this.#conversation.retry(id),
      onWithdraw: (id) => this.#withdraw(id),
    });
    this.#composer = new Composer({
      onSend: (text) => this.#conversation.send(text),
      onDraft: (draft) => memory.keep({ draft }),
      announce,
    });
    this.#banner = new Banner(announce);
    const toolbar = new Toolbar({
      onCopy: () => copyText(transcript(this.#conversation.messages), this.element),
      onPrint: () => printConversation(this.#conversation.messages, this.element),
      onForget: () => this.#forget(),
      announce,
    });
    this.#conversation = this.#listen(server);
    const parts = [toolbar, this.#banner, this.#log, this.#composer].map(({ element }) => element);
    this.element = panelFrame(actions.onClose, parts);
  }

  /** @param {boolean} focus false when the chat is only brought back after a reload */
  open(focus) {
    this.element.hidden = false;
    if (this.#composer.text !== this.#memory.kept.draft.trim()) this.#composer.fill(this.#memory.kept.draft);
    this.#composer.fit();
    this.#log.scrollToEnd();
    if (focus) this.#composer.focus();
    this.begin();
  }

  begin() {
    this.#conversation.begin().then((restored) => restored && this.#log.scrollToEnd());
  }

  close() {
    this.element.hidden = true;
  }

  fit() {
    this.#composer.fit();
  }

  /** @param {string} server */
  #listen(server) {
    return new Conversation(new Api(server), this.#memory, {
      onMessage: (message, fresh) => this.#onMessage(message, fresh),
      onUnsent: (entries, changed) => this.#onUnsent(entries, changed),
      onAccepted: (entry) => this.#onAccepted(entry),
      onReach: (reach, words) => {
        this.#banner.setReach(reach, words);
        if (reach !== 'ok') this.#log.setTyping(null);
      },
      onState: (state) => this.#composer.setState(state),
      onTyping: (who, on) => this.#onTyping(who, on),
      onGone: (texts) => this.#onGone(texts),
    });
  }

  /** @param {Message} message @param {boolean} fresh */
  #onMessage(message, fresh) {
    this.#log.show(message);
    if (message.sender === 'person') return;
    this.#saidWriting = false;
    this.#log.setTyping(null);
    if (!fresh) return;
    this.#announcer.say(spoken(message));
    this.#onIncoming();
  }

  /** @param {Unsent[]} entries @param {Unsent | null} changed */
  #onUnsent(entries, changed) {
    this.#log.showUnsent(entries);
    this.#composer.setBusy(this.#conversation?.sending ?? false);
    if (changed && changed.delivery !== 'sending') this.#announcer.say(deliveryWords(changed));
  }

  /** @param {Unsent} entry */
  #onAccepted({ choice, text, delivery }) {
    if (choice === null) this.#composer.accepted(text, delivery === 'sending');
  }

  /** @param {string} who @param {boolean} on */
  #onTyping(who, on) {
    const name = spokenName({ sender: who, name: null });
    this.#log.setTyping(on ? name : null);
    if (!on || this.#saidWriting) return;
    this.#saidWriting = true;
    this.#announcer.say(`${name} ${WORDS.writing}`);
  }

  /** @param {string} clientId */
  #withdraw(clientId) {
    const entry = this.#conversation.withdraw(clientId);
    if (entry?.choice) this.#log.release(entry.text);
    this.#composer.focus();
  }

  async #forget() {
    await this.#conversation.forget();
    this.#announcer.hush();
    this.#log.clear();
    this.#composer.fill('');
    this.#memory.clear();
    this.#composer.setState('assistant');
    this.#banner.setReach('ok');
    this.#onForgotten();
  }

  /** @param {string[]} unsentTexts go back into the box: they were meant for the chat that is gone */
  #onGone(unsentTexts) {
    this.#log.clear();
    if (!this.#composer.text && unsentTexts.length) this.#composer.fill(unsentTexts.join('\n'));
    if (this.element.hidden) return;
    this.#log.note(WORDS.anew);
    this.#announcer.say(WORDS.anew);
    this.begin();
  }
}
