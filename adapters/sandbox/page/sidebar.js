// The left side: whose eyes one sees through, the clock, and the conversations.

import { avatar } from './avatar.js';
import { clockPanel, drawClock } from './clock.js';
import { h, icon, iconButton, reconcile, rove } from './dom.js';
import { bot, channels, humans, now, person, store, titleOf } from './store.js';
import { peopleSwitch } from './switches.js';
import { isDark, toggleTheme } from './theme.js';
import { cityOf, clockTime, dayKey, shortDay } from './time.js';
import { waitingFor } from './waiting.js';

let parts = null;

/** Builds the sidebar; `actions`: goTo(channel), actAs(user), showGuide(), closeDrawer(). */
export function buildSidebar(root, actions) {
  const list = (label) => h('ul', { class: 'channels', 'aria-label': label });
  parts = { actions, people: h('div', { class: 'people', role: 'radiogroup', 'aria-labelledby': 'act-as' }), channels: list('Channels'), direct: list('Direct messages'), clock: clockPanel() };
  root.replaceChildren(
    h('header', { class: 'side-head' }, h('img', { class: 'mark', src: '/assets/chivvy.svg', alt: '' }),
      h('div', {}, h('strong', { class: 'workspace' }, store.state.team?.name || 'Chivvy sandbox'), h('span', { class: 'sub' }, 'Sandbox on this computer')),
      themeButton(), iconButton('close', 'Close the sidebar', actions.closeDrawer, { class: 'icon-button drawer-only' })),
    h('div', { class: 'side-scroll' },
      h('section', { class: 'block-side' }, h('div', { class: 'side-line' }, h('h2', { id: 'act-as' }, 'You act as', h('span', { class: 'keys' }, `Alt + 1 … ${Math.min(9, humans().length)}`)), peopleSwitch()), parts.people),
      parts.clock,
      h('section', { class: 'block-side' }, h('h2', {}, 'Channels'), parts.channels),
      h('section', { class: 'block-side' }, h('h2', {}, 'Direct messages'), parts.direct)),
    h('footer', { class: 'side-foot' },
      h('button', { type: 'button', class: 'quiet', on: { click: actions.showGuide } }, icon('guide'), 'First steps'),
      h('button', { type: 'button', class: 'quiet', 'aria-pressed': 'false', id: 'log-toggle', on: { click: actions.toggleLog } }, icon('log'), 'What Chivvy did')));
  rove(parts.people, '.person');
  rove(parts.channels, '.channel');
  rove(parts.direct, '.channel');
}

function themeButton() {
  const label = () => (isDark() ? 'Use light colours' : 'Use dark colours');
  const node = iconButton('theme', label(), () => {
    toggleTheme();
    node.setAttribute('aria-label', label());
    node.title = label();
  });
  return node;
}

export function drawSidebar() {
  drawClock(parts.clock);
  reconcile(parts.people, humans().map((one, index) => personRow(one, index)));
  const named = channels().filter((one) => one.kind === 'channel' || one.kind === 'private');
  const direct = channels().filter((one) => one.kind === 'app' || one.kind === 'dm');
  direct.sort((a, b) => Number(b.kind === 'app') - Number(a.kind === 'app') || titleOf(a).localeCompare(titleOf(b)));
  drawChannels(parts.channels, named);
  drawChannels(parts.direct, direct);
  document.getElementById('log-toggle').setAttribute('aria-pressed', String(store.log));
}

/** The local time, with the day where it is another one than for the acting person. */
function localTime(one) {
  const mine = person(store.as)?.tz || 'UTC';
  const time = clockTime(now(), one.tz);
  return dayKey(now(), one.tz) === dayKey(now(), mine) ? time : `${shortDay(now(), one.tz).slice(0, 3)} ${time}`;
}

function personRow(one, index) {
  const active = one.id === store.as;
  const time = localTime(one);
  const waiting = waitingFor(one.id);
  const first = (one.real_name || one.name).split(' ')[0];
  return {
    key: one.id, sig: JSON.stringify([one, active, time, waiting]),
    build: () => h('button', {
      type: 'button', class: 'person', role: 'radio', 'aria-checked': String(active), tabindex: active ? 0 : -1,
      'aria-keyshortcuts': index < 9 ? `Alt+${index + 1}` : null, data: { focus: `person-${one.id}`, person: one.id },
      title: `Act as ${one.real_name || one.name} (${one.tz})`, on: { click: () => parts.actions.actAs(one.id) },
    }, avatar(one), waiting ? badge(waiting) : null, h('span', { class: 'person-text' }, h('span', { class: 'person-name' }, first, one.guest ? h('span', { class: 'tag' }, 'Guest') : null),
      h('span', { class: 'person-time' }, `${time} ${cityOf(one.tz)}`))),
  };
}

function badge(count) {
  const words = count === 1 ? '1 new message from Chivvy' : `${count} new messages from Chivvy`;
  return h('span', { class: 'badge', title: words }, String(count), h('span', { class: 'sr' }, words.slice(String(count).length)));
}

function drawChannels(list, rows) {
  reconcile(list, rows.map(channelRow));
  const buttons = [...list.querySelectorAll('.channel')];
  const current = buttons.find((node) => node.hasAttribute('aria-current')) || buttons[0];
  for (const node of buttons) node.tabIndex = node === current ? 0 : -1;
}

function leading(one) {
  if (one.kind === 'app') return avatar(bot(), 'small');
  if (one.kind === 'dm') return avatar(person(one.members.find((id) => id !== store.as)), 'small');
  return icon(one.kind === 'private' ? 'lock' : 'hash');
}

function channelRow(one) {
  const active = one.id === store.channel;
  const title = titleOf(one);
  const unread = active ? 0 : one.unread || 0;
  const words = [title, one.kind === 'private' && 'private channel', unread && `${unread} unread`].filter(Boolean).join(', ');
  return {
    key: one.id, sig: JSON.stringify([one, active, title]),
    build: () => h('li', {}, h('button', {
      type: 'button', class: unread ? 'channel unread' : 'channel', 'aria-current': active ? 'page' : null, 'aria-label': words,
      data: { focus: `channel-${one.id}`, channel: one.id }, on: { click: () => parts.actions.goTo(one.id) },
    }, leading(one), h('span', { class: 'channel-name' }, title), one.kind === 'app' ? h('span', { class: 'tag' }, 'App') : null,
    unread ? h('span', { class: 'badge' }, String(unread)) : null)),
  };
}
