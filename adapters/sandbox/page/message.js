// One message: author, time, text or blocks, and what one can do with it.

import { post } from './api.js';
import { avatar } from './avatar.js';
import { blockNode } from './blocks.js';
import { confirmDialog } from './dialog.js';
import { h, icon, iconButton, toast } from './dom.js';
import { filesNode, forwardEntry, reactButton, reactionsNode } from './extras.js';
import { mrkdwn } from './mrkdwn.js';
import { openMenu } from './popup.js';
import { nameOf, now, person, store, zone } from './store.js';
import { surface } from './surfaces.js';
import { typedText } from './typed.js';
import { clockTime, fullStamp } from './time.js';

async function attempt(path, body) {
  try {
    await post(path, body);
  } catch (error) {
    toast(error.message, 'error');
  }
}

function head(message, author) {
  const name = h('span', { class: 'author' }, nameOf(message.user));
  const app = message.bot ? h('span', { class: 'tag' }, 'App') : null;
  const guest = author?.guest ? h('span', { class: 'tag' }, 'Guest') : null;
  return h('div', { class: 'message-head' }, name, app, guest, timeNode(message));
}

function timeNode(message) {
  const at = Number(message.ts);
  return h('time', { datetime: new Date(at * 1000).toISOString(), title: fullStamp(at, zone()) }, clockTime(at, zone()));
}

function attachment(one, ctx) {
  const inner = one.blocks?.length ? one.blocks.map((block) => blockNode(block, ctx)) : mrkdwn(one.text || one.fallback || '');
  const from = one.author_name ? h('div', { class: 'author' }, one.author_name) : null;
  return h('div', { class: 'attachment blocks' }, from, ...inner);
}

function body(message, channel) {
  const ctx = surface({ type: 'message', channel, ts: message.ts });
  const edited = message.edited ? h('span', { class: 'edited' }, ' (edited)') : null;
  const attachments = [filesNode(message), ...(message.attachments || []).map((one) => attachment(one, ctx))];
  if (!message.blocks?.length) return [h('div', { class: 'text' }, ...mrkdwn(message.text || ''), edited), ...attachments];
  const blocks = message.blocks.map((block) => blockNode(block, ctx));
  return [h('div', { class: message.bot ? 'blocks card' : 'blocks' }, ...blocks, edited), ...attachments];
}

function summary(message, actions) {
  if (!message.reply_count || !actions.reply) return null;
  const faces = (message.reply_users || []).slice(0, 4).map((id) => avatar(person(id), 'tiny'));
  const words = message.reply_count === 1 ? '1 reply' : `${message.reply_count} replies`;
  return h('button', { type: 'button', class: 'replies', data: { focus: 'replies' }, on: { click: () => actions.reply(message) } },
    h('span', { class: 'faces' }, ...faces), h('span', {}, words), icon('right'));
}

async function remove(message, channel) {
  const sure = await confirmDialog({
    title: 'Delete this message?', body: h('p', {}, 'It goes for everybody, and Chivvy is told.'), confirm: 'Delete', danger: true,
  });
  if (sure) await attempt('delete', { as: store.as, channel, ts: message.ts });
}

function shortcuts(message, channel) {
  return (store.state.shortcuts || []).filter((one) => one.type === 'message').map((one) => ({
    label: one.name, icon: icon('capture'),
    run: () => attempt('shortcut', { as: store.as, channel, ts: message.ts, callback_id: one.callback_id }),
  }));
}

function ownActions(message, channel, actions) {
  if (message.user !== store.as || message.ephemeral) return [];
  return [
    { label: 'Edit message', icon: icon('edit'), run: () => actions.edit(message) },
    { label: 'Delete message', icon: icon('trash'), danger: true, run: () => remove(message, channel) },
  ];
}

function copyText(message) {
  return { label: 'Copy text', icon: icon('copy'), run: () => navigator.clipboard.writeText(typedText(message.text)).then(() => toast('Copied')) };
}

function dismissal(message, channel) {
  const dismiss = () => attempt('delete', { as: store.as, channel, ts: message.ts });
  return h('div', { class: 'tools' }, iconButton('close', 'Dismiss this private answer', dismiss, { data: { focus: 'dismiss' } }));
}

/** The bar that appears when a message is pointed at or focused. */
function tools(message, channel, actions) {
  if (message.ephemeral) return dismissal(message, channel);
  const quick = shortcuts(message, channel);
  const forward = forwardEntry(message, channel, () => menu);
  const more = [...quick.slice(1), forward, ...ownActions(message, channel, actions), copyText(message)];
  const first = quick[0] && h('button', {
    type: 'button', class: 'tool wide', data: { focus: 'shortcut' }, on: { click: quick[0].run },
  }, icon('capture'), quick[0].label);
  const reply = actions.reply && iconButton('reply', 'Reply in thread', () => actions.reply(message), { data: { focus: 'reply' } });
  const menu = iconButton('more', 'More actions', (event) => openMenu(event.currentTarget, 'Message actions', more), {
    'aria-haspopup': 'menu', 'aria-expanded': 'false', data: { focus: 'more' },
  });
  return h('div', { class: 'tools', role: 'toolbar', 'aria-label': 'Message actions' }, first, reactButton(message, channel), reply, menu);
}

/** The form that takes the place of the text while it is edited. */
function editor(message, channel, actions) {
  const field = h('textarea', { class: 'field', rows: 2, value: typedText(message.text), 'aria-label': 'Edit message', data: { focus: 'edit' } });
  const save = async () => {
    const text = field.value.trim();
    if (text && text !== typedText(message.text)) await attempt('edit', { as: store.as, channel, ts: message.ts, text });
    actions.stopEdit();
  };
  field.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') actions.stopEdit();
    else if (event.key === 'Enter' && !event.shiftKey) save();
    else return;
    event.preventDefault();
  });
  queueMicrotask(() => field.focus());
  return h('div', { class: 'editor' }, field, h('div', { class: 'editor-foot' },
    h('button', { type: 'button', class: 'button', on: { click: actions.stopEdit } }, 'Cancel'),
    h('button', { type: 'button', class: 'button primary', on: { click: save } }, 'Save')));
}

/**
 * The row of a message. `actions`: reply(message) or null, edit(message), stopEdit(); `grouped` leaves out the author,
 * `editing` shows the form.
 */
export function messageNode(message, { channel, grouped, editing, actions }) {
  const author = person(message.user);
  const only = message.ephemeral ? h('div', { class: 'only-you' }, icon('eye'), 'Only visible to you') : null;
  const content = editing ? [editor(message, channel, actions)] : body(message, channel);
  const classes = ['message', grouped && 'grouped', message.bot && 'from-bot', message.ephemeral && 'ephemeral'].filter(Boolean).join(' ');
  return h('article', {
    class: classes, tabindex: -1, 'aria-label': `${nameOf(message.user)}, ${fullStamp(Number(message.ts), zone())}`, data: { ts: message.ts },
  },
  h('div', { class: 'gutter' }, grouped ? timeNode(message) : avatar(author || { is_bot: message.bot })),
  h('div', { class: 'content' }, only, grouped ? null : head(message, author), ...content, reactionsNode(message, channel), summary(message, actions)),
  editing ? null : tools(message, channel, actions));
}

/** What decides whether a row must be drawn again. "Today" in a date changes with the day, so the day is part of it. */
export function messageSignature(message, grouped, editing) {
  return JSON.stringify([message, grouped, editing, store.as, Math.floor(now() / 86400)]);
}
