/**
 * Adds css to a document or a shadow root by script, which a strict content policy allows.
 * @param {Document | ShadowRoot} root @param {string} css @returns {() => void} takes it away again
 */
export function adopt(root, css) {
  if (!('adoptedStyleSheets' in root)) return addStyleElement(root, css);
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, sheet];
  return () => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((one) => one !== sheet);
  };
}

/** Phones from before 2023 have no adopted style sheets.
 * @param {Node} root @param {string} css */
function addStyleElement(root, css) {
  const style = document.createElement('style');
  style.textContent = css;
  (root instanceof Document ? root.head : root).appendChild(style);
  return () => style.remove();
}
