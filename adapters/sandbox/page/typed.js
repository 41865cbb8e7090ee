// A stored text the way somebody would type it: mentions by name, links bare, no escapes. For editing and copying.

import { unescape } from './mrkdwn.js';
import { channel, person } from './store.js';

function plain(inside) {
  const [target, label] = inside.split('|');
  if (target.startsWith('@')) return `@${person(target.slice(1))?.name || label || target.slice(1)}`;
  if (target.startsWith('#')) return `#${channel(target.slice(1))?.name || label || target.slice(1)}`;
  if (target.startsWith('!')) return label || `@${target.slice(1)}`;
  return target;
}

export function typedText(text) {
  return unescape((text || '').replace(/<([^<>]{1,3000})>/g, (whole, inside) => plain(inside)));
}
