/** Line icons, drawn by code: the page's content policy may forbid images and inline markup. */

const SVG = 'http://www.w3.org/2000/svg';

const PATHS = {
  chat: 'M4 5h16v11H10l-5 4v-4H4z M8 9h8 M8 12.5h5',
  close: 'M6 6l12 12 M18 6L6 18',
  down: 'M6 9l6 6 6-6',
  send: 'M4 12l16-8-5 16-3-6z M12 14l8-10',
  copy: 'M9 9h11v11H9z M15 9V4H4v11h5',
  print: 'M7 9V4h10v5 M7 17H4V9h16v8h-3 M7 14h10v6H7z',
  forget: 'M5 7h14 M10 7V4h4v3 M7 7l1 13h8l1-13 M10.5 11v5.5 M13.5 11v5.5',
  tick: 'M5 12.5l4.5 4.5L19 7.5',
  newTab: 'M14 5h5v5 M19 5l-8 8 M10 6H5v13h13v-5',
  warning: 'M12 4l9 16H3z M12 10v5 M12 17.4v.2',
};

/** @param {keyof typeof PATHS} name */
export function icon(name) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('viewBox', '0 0 24 24');
  svg.setAttribute('class', 'icon');
  svg.setAttribute('aria-hidden', 'true');
  const path = document.createElementNS(SVG, 'path');
  path.setAttribute('d', PATHS[name]);
  svg.append(path);
  return svg;
}
