/** Building elements. Text always goes in as text nodes, never as markup. */

/**
 * @template {keyof HTMLElementTagNameMap} T
 * @param {T} tag
 * @param {Record<string, string | number | boolean | null>} [attributes] false and null leave it out
 * @param {...(Node | string)} children
 * @returns {HTMLElementTagNameMap[T]}
 */
export function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== false && value !== null) element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children);
  return element;
}

/**
 * @param {Record<string, string | number | boolean | null>} attributes
 * @param {(event: MouseEvent) => void} onPress not called while the button is aria-disabled
 * @param {...(Node | string)} children
 */
export function button(attributes, onPress, ...children) {
  const element = el('button', { type: 'button', ...attributes }, ...children);
  element.addEventListener('click', (event) => {
    if (!isDisabled(element)) onPress(event);
  });
  return element;
}

/** @param {string} text for screen readers only */
export const hiddenText = (text) => el('span', { class: 'hidden-text' }, text);

/** `disabled` would drop the focus and hide the button from some people, so aria-disabled is used.
 * @param {Element} element @param {boolean} disabled */
export function setDisabled(element, disabled) {
  if (disabled) element.setAttribute('aria-disabled', 'true');
  else element.removeAttribute('aria-disabled');
}

/** @param {Element} element */
export const isDisabled = (element) => element.getAttribute('aria-disabled') === 'true';

/** The element with the focus inside the same shadow root, if any.
 * @param {Node} node */
export function focusedBeside(node) {
  const root = node.getRootNode();
  return root instanceof ShadowRoot || root instanceof Document ? root.activeElement : null;
}
