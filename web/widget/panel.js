/** @import { Message, Standing, Unsent } from './types.js' */
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
import { StateLine } from './state-line.js';
import { Toolbar } from './toolbar.js';
import { TypingSign, nowAndThen } from './typing-sign.js';
import { WORDS, spokenName } from './words.js';
import { deliveryWords } from './unsent-item.js';

/** @type {Standing} */
const AT_FIRST = { state: 'assistant', name: null, desk_open: true, callback: false };

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
  #stateLine;
  #typingSign = new TypingSign();
  #onForgotten;
  #onIncoming;
  #withOfficer = false;
  #lastSeen = 0;
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
      onTyping: nowAndThen(() => this.#withOfficer && this.#conversation.tellTyping()),
      announce,
    });
    this.#stateLine = new StateLine({
      onCallback: (fields) => this.#conversation.askForCallback(fields),
      onDone: () => this.#composer.focus(),
      announce,
    });
    document.addEventListener('visibilitychange', () => this.#tellSeen());
    this.#banner = new Banner(announce);
    const toolbar = new Toolbar({
      onCopy: () => copyText(transcript(this.#conversation.messages), this.element),
      onPrint: () => printConversation(this.#conversation.messages, this.element),
      onForget: () => this.#forget(),
      announce,
    });
    this.#conversation = this.#listen(server);
    const parts = [toolbar, this.#banner, this.#log, this.#stateLine, this.#composer].map(({ element }) => element);
    this.element = panelFrame(actions.onClose, parts);
  }

  /** @param {boolean} focus false when the chat is only brought back after a reload */
  open(focus) {
    this.element.hidden = false;
    if (this.#composer.text !== this.#memory.kept.draft.trim()) this.#composer.fill(this.#memory.kept.draft);
    this.#composer.fit();
    this.#log.scrollToEnd();
    if (focus) this.#composer.focus();
    this.#tellSeen();
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
      onState: (standing) => this.#onState(standing),
      onTyping: (who, on, name) => this.#onTyping(who, on, name),
      onSeen: (seq) => this.#log.setSeen(seq),
      onGone: (texts) => this.#onGone(texts),
    });
  }

  /** @param {Message} message @param {boolean} fresh */
  #onMessage(message, fresh) {
    this.#log.show(message);
    if (message.sender === 'person') return;
    this.#saidWriting = false;
    this.#stopTyping();
    this.#tellSeen();
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

  /** @param {Standing} standing */
  #onState(standing) {
    this.#withOfficer = standing.state === 'officer';
    this.#composer.setState(standing.state);
    this.#stateLine.show(standing);
  }

  /** What an officer wrote is seen once it is in sight. */
  #tellSeen() {
    if (this.element.hidden || document.visibilityState !== 'visible') return;
    const seen = this.#conversation.messages.filter((message) => message.sender === 'officer').pop()?.seq ?? 0;
    if (seen <= this.#lastSeen) return;
    this.#lastSeen = seen;
    this.#conversation.tellSeen(seen);
  }

  #stopTyping() {
    this.#typingSign.stop();
    this.#log.setTyping(null);
  }

  /** @param {string} who @param {boolean} on @param {string | null} officer */
  #onTyping(who, on, officer) {
    const name = spokenName({ sender: who, name: officer });
    this.#typingSign.stop();
    this.#log.setTyping(on ? name : null);
    if (on && who === 'officer') this.#typingSign.startFading(() => this.#stopTyping());
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
    this.#onState(AT_FIRST);
    this.#lastSeen = 0;
    this.#banner.setReach('ok');
    this.#onForgotten();
  }

  /** @param {string[]} unsentTexts go back into the box: they were meant for the chat that is gone */
  #onGone(unsentTexts) {
    this.#log.clear();
    this.#onState(AT_FIRST);
    this.#lastSeen = 0;
    if (!this.#composer.text && unsentTexts.length) this.#composer.fill(unsentTexts.join('\n'));
    if (this.element.hidden) return;
    this.#log.note(WORDS.anew);
    this.#announcer.say(WORDS.anew);
    this.begin();
  }
}
