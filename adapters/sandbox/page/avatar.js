// Pictures of people: initials on their colour, with ink that can be read on it.

import { h } from './dom.js';

const SLATE = [48, 62, 66];
const CALM = 0.42; // how much slate goes into a colour, so that five people side by side do not shout

/** The red, green and blue of "4bbe2e" or "#4bbe2e", calmed. */
function shade(hex) {
  const found = /^#?([0-9a-f]{6})$/i.exec(hex || '')?.[1] || '5b676a';
  return [0, 2, 4].map((at, index) => Math.round(parseInt(found.slice(at, at + 2), 16) * (1 - CALM) + SLATE[index] * CALM));
}

function luminance(rgb) {
  const [r, g, b] = rgb.map((byte) => {
    const part = byte / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** A decorative avatar; the name always stands beside it as text. */
export function avatar(person, size = '') {
  if (person?.is_bot) return h('span', { class: `avatar bot ${size}`, 'aria-hidden': 'true' }, h('img', { src: '/assets/chivvy.svg', alt: '' }));
  const node = h('span', { class: `avatar ${size}`, 'aria-hidden': 'true' }, person?.initials || '?');
  const colour = shade(person?.color);
  node.style.setProperty('--avatar', `rgb(${colour.join(' ')})`);
  node.style.setProperty('--avatar-ink', luminance(colour) > 0.179 ? '#000000' : '#ffffff');
  return node;
}
