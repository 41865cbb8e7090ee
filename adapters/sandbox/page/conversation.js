// A list of messages, of a channel or of a thread, that follows the server without losing place, focus or typing.

import { get } from './api.js';
import { h, icon, reconcile, rove } from './dom.js';
import { messageNode, messageSignature } from './message.js';
import { now, store, zone } from './store.js';
import { dayKey, dayLabel } from './time.js';

const TOGETHER_SECONDS = 300;
const NEAR_END_PX = 90;

function belongs(message, before) {
  return Boolean(before) && before.user === message.user && !before.ephemeral && !message.ephemeral
    && !before.reply_count && Number(message.ts) - Number(before.ts) < TOGETHER_SECONDS
    && !(message.bot && (message.blocks?.length || before.blocks?.length));
}

export class Conversation {
  /** `reply(message)` opens a thread, or null inside one; `thread` is the ts of the thread shown. */
  constructor({ label, reply, empty }) {
    this.reply = reply;
    this.empty = empty;
    this.editing = null;
    this.messages = [];
    this.list = h('div', { class: 'list', role: 'log', 'aria-label': label });
    this.scroller = h('div', { class: 'scroller' }, this.list);
    this.pill = h('button', { type: 'button', class: 'pill', hidden: true, on: { click: () => this.toEnd() } }, 'New messages', icon('down'));
    this.node = h('div', { class: 'conversation' }, reply ? h('h2', { class: 'sr' }, 'Messages') : null, this.scroller, this.pill);
    this.scroller.addEventListener('scroll', () => { if (this.nearEnd()) this.pill.hidden = true; });
    rove(this.list, '.message');
    new ResizeObserver(() => { if (this.stick) this.toEnd(); }).observe(this.scroller);
  }

  nearEnd() {
    const { scrollTop, scrollHeight, clientHeight } = this.scroller;
    this.stick = scrollHeight - scrollTop - clientHeight < NEAR_END_PX;
    return this.stick;
  }

  toEnd() {
    this.scroller.scrollTop = this.scroller.scrollHeight;
    this.pill.hidden = true;
    this.stick = true;
  }

  /** Fetches and draws; `fresh` means another conversation: start at its end. */
  async load({ channel, thread = null, fresh = false }) {
    const asked = { channel, thread, as: store.as };
    this.asked = asked;
    const answer = await get('messages', { as: asked.as, channel, ...(thread ? { thread_ts: thread } : {}) });
    if (this.asked !== asked) return false; // the person went elsewhere meanwhile
    const place = `${asked.as}/${channel}/${thread}`;
    const moved = fresh || place !== this.place;
    this.place = place;
    this.channel = channel;
    const grew = answer.messages.length > this.messages.length;
    this.messages = answer.messages;
    if (moved) this.editing = null;
    this.draw({ moved, grew });
    return true;
  }

  draw({ moved = false, grew = false } = {}) {
    const atEnd = moved || this.nearEnd();
    if (moved) this.list.replaceChildren();
    reconcile(this.list, this.rows());
    this.aimTab();
    if (atEnd) this.toEnd();
    else if (grew) this.pill.hidden = false;
  }

  /** Tab enters the list at its newest message, unless somebody is walking in it. */
  aimTab() {
    const messages = [...this.list.querySelectorAll('.message')];
    const walking = messages.find((row) => row.contains(document.activeElement));
    const target = walking || messages.at(-1);
    for (const row of messages) row.tabIndex = row === target ? 0 : -1;
  }

  rows() {
    const rows = [];
    let before = null;
    let day = null;
    for (const message of this.messages) {
      const today = dayKey(Number(message.ts), zone());
      if (today !== day) rows.push(this.divider(today, Number(message.ts)));
      rows.push(this.row(message, today === day && belongs(message, before)));
      day = today;
      before = message;
    }
    if (!rows.length) rows.push({ key: 'empty', sig: this.empty(), build: () => h('p', { class: 'empty-list' }, this.empty()) });
    return rows;
  }

  divider(day, seconds) {
    const label = dayLabel(seconds, now(), zone());
    return { key: `day-${day}`, sig: label, build: () => h('div', { class: 'day', role: 'separator' }, h('span', {}, label)) };
  }

  row(message, grouped) {
    const editing = this.editing === message.ts;
    const actions = { reply: this.reply, edit: (one) => this.edit(one.ts), stopEdit: () => this.edit(null) };
    return {
      key: `${message.ts}${message.ephemeral ? '-private' : ''}`, sig: messageSignature(message, grouped, editing),
      build: () => messageNode(message, { channel: this.channel, grouped, editing, actions }),
    };
  }

  edit(ts) {
    this.editing = ts;
    this.draw();
  }
}
