// Pictures of people: initials on their colour, with ink that can be read on it.

import { h } from './dom.js';

function luminance(hex) {
  const full = /^#[0-9a-f]{6}$/i.test(hex || '') ? hex : '#5b676a';
  const [r, g, b] = [1, 3, 5].map((at) => {
    const part = parseInt(full.slice(at, at + 2), 16) / 255;
    return part <= 0.03928 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
}

/** A decorative avatar; the name always stands beside it as text. */
export function avatar(person, size = '') {
  if (person?.is_bot) return h('span', { class: `avatar bot ${size}`, 'aria-hidden': 'true' }, h('img', { src: '/assets/chivvy.svg', alt: '' }));
  const node = h('span', { class: `avatar ${size}`, 'aria-hidden': 'true' }, person?.initials || '?');
  node.style.setProperty('--avatar', person?.color || '#5b676a');
  node.style.setProperty('--avatar-ink', luminance(person?.color) > 0.19 ? '#10181a' : '#ffffff');
  return node;
}
