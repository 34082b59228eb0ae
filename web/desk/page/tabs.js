import { el } from '../../widget/dom.js';

/** @typedef {{id: string, label: string, content: HTMLElement, onShow?: () => void}} Tab */

/** Tabs as the ARIA pattern has them: one in the tab order, arrows go between them. */
export class Tabs {
  #tabs;
  #buttons;
  element;

  /** @param {string} label @param {Tab[]} tabs */
  constructor(label, tabs) {
    this.#tabs = tabs;
    this.#buttons = tabs.map(({ id, label: words }) => {
      const one = el('button', { type: 'button', role: 'tab', id: `tab-${id}`, 'aria-controls': `part-${id}` }, words);
      one.addEventListener('click', () => this.show(id));
      one.addEventListener('keydown', (event) => this.#onKey(event));
      return one;
    });
    const parts = tabs.map(({ id, content }) =>
      el('div', { role: 'tabpanel', id: `part-${id}`, class: 'part', 'aria-labelledby': `tab-${id}`, tabindex: 0 }, content));
    this.element = el('div', { class: 'tabs' }, el('div', { role: 'tablist', 'aria-label': label }, ...this.#buttons), ...parts);
    this.show(tabs[0].id);
  }

  /** @param {string} id */
  show(id) {
    this.#tabs.forEach((tab, at) => {
      const shown = tab.id === id;
      this.#buttons[at].setAttribute('aria-selected', String(shown));
      this.#buttons[at].tabIndex = shown ? 0 : -1;
      /** @type {HTMLElement} */ (this.element.children[at + 1]).hidden = !shown;
      if (shown) tab.onShow?.();
    });
  }

  /** @param {KeyboardEvent} event */
  #onKey(event) {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (!step) return;
    event.preventDefault();
    const at = this.#buttons.findIndex((one) => one === event.currentTarget);
    const next = (at + step + this.#tabs.length) % this.#tabs.length;
    this.show(this.#tabs[next].id);
    this.#buttons[next].focus();
  }
}
