// What hangs on a message beside its words: reactions, files, and sending it on.

import { post } from './api.js';
import { h, icon, iconButton, toast } from './dom.js';
import { emojiText } from './emoji.js';
import { openMenu } from './popup.js';
import { nameOf, store } from './store.js';

const OFFERED = ['pushpin', 'eyes', 'white_check_mark', '+1', 'tada', 'memo'];

async function attempt(path, body) {
  try {
    return await post(path, { as: store.as, ...body });
  } catch (error) {
    toast(error.message, 'error');
    return null;
  }
}

const react = (message, channel, name) => attempt('react', { channel, ts: message.ts, name });

/** The reactions of a message; a press adds one's own, or takes it away. */
export function reactionsNode(message, channel) {
  if (!message.reactions?.length) return null;
  return h('div', { class: 'reactions' }, ...message.reactions.map(({ name, users }) => h('button', {
    type: 'button', class: users.includes(store.as) ? 'reaction mine' : 'reaction', data: { focus: `reaction-${name}` },
    title: `${users.map(nameOf).join(', ')} reacted with :${name}:`, 'aria-pressed': String(users.includes(store.as)),
    'aria-label': `:${name}: ${users.length}`, on: { click: () => react(message, channel, name) },
  }, h('span', {}, emojiText(name)), h('span', {}, String(users.length)))));
}

/** The button whose menu offers a few emoji. */
export function reactButton(message, channel) {
  const entries = OFFERED.map((name) => ({ label: `${emojiText(name)} :${name}:`, run: () => react(message, channel, name) }));
  return iconButton('smile', 'Add a reaction', (event) => openMenu(event.currentTarget, 'Reactions', entries), {
    'aria-haspopup': 'menu', 'aria-expanded': 'false', data: { focus: 'react' },
  });
}

/** The entry of the menu that sends a message on to another conversation. */
export function forwardEntry(message, channel, anchor) {
  const places = (store.state.channels || []).filter((one) => one.id !== channel && one.members.includes(store.as));
  const entries = places.map((one) => ({
    label: ['channel', 'private'].includes(one.kind) ? `#${one.name}` : one.name,
    run: async () => { if (await attempt('forward', { channel, ts: message.ts, to: one.id })) toast('Forwarded'); },
  }));
  return { label: 'Forward to ...', icon: icon('forward'), run: () => openMenu(anchor(), 'Forward to', entries) };
}

/** The files of a message, by name: the sandbox keeps no content. */
export function filesNode(message) {
  if (!message.files?.length) return null;
  return h('div', { class: 'files' }, ...message.files.map((one) => h('span', { class: 'file' }, icon('file'), one.name)));
}
