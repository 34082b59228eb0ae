import { adopt } from './styles/adopt.js';

/**
 * While the chat covers the whole screen the page behind it must not take the focus or scroll.
 * @param {HTMLElement} host @returns {() => void} gives the page back as it was
 */
export function holdPage(host) {
  /** @type {HTMLElement[]} */
  const held = [];
  for (let node = host; node !== document.body && node.parentElement; node = node.parentElement) {
    for (const sibling of node.parentElement.children) {
      if (!(sibling instanceof HTMLElement) || sibling === node || sibling.inert) continue;
      sibling.inert = true;
      held.push(sibling);
    }
  }
  const unlock = adopt(document, 'html { overflow: hidden !important; }');
  return () => {
    for (const element of held) element.inert = false;
    unlock();
  };
}
