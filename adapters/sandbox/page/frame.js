// The middle and the right: the conversation with its composer, the thread, the Home tab and the log.

import { Composer } from './composer.js';
import { Conversation } from './conversation.js';
import { avatar } from './avatar.js';
import { h, icon, iconButton, rove } from './dom.js';
import { Guide } from './guide.js';
import { Home } from './home.js';
import { LogPanel } from './log.js';
import { bot, channel, labelOf, me, person, store, titleOf, writeHash } from './store.js';
import { channelSwitch } from './switches.js';

export class Frame {
  constructor(actions) {
    this.actions = actions;
    this.app = document.getElementById('app');
    this.threadPane = document.getElementById('thread');
    this.logPane = document.getElementById('log');
    this.buildMain();
    this.buildThread();
    this.log = new LogPanel(this.logPane, { close: actions.toggleLog });
  }

  buildMain() {
    this.head = h('header', { class: 'main-head' });
    this.tabs = h('div', { class: 'tabs', role: 'tablist', 'aria-label': 'Views of the app', hidden: true });
    rove(this.tabs, '.tab', { horizontal: true });
    this.conversation = new Conversation({
      label: 'Messages', reply: (message) => this.actions.openThread(message.thread_ts || message.ts), empty: () => this.emptyWords(),
    });
    this.home = new Home();
    this.composer = new Composer({
      where: () => ({ channel: store.channel, thread: null, label: `Message ${labelOf(channel())}` }),
      sent: (kind) => this.sent(kind),
    });
    this.guide = new Guide({
      goTo: this.actions.goTo, actAs: this.actions.actAs, put: (text) => this.putText(text),
      tomorrow: () => document.querySelector('[data-preset="tomorrow"]').click(),
    });
    document.getElementById('main').replaceChildren(this.head, this.tabs, this.guide.node, this.conversation.node, this.home.node, this.composer.node);
  }

  buildThread() {
    this.thread = new Conversation({ label: 'Thread', reply: null, empty: () => 'This thread is not there any more.' });
    this.threadComposer = new Composer({
      where: () => ({ channel: store.channel, thread: store.thread, label: 'Reply …' }),
      sent: () => this.thread.toEnd(),
    });
    this.threadTitle = h('p', { class: 'sub' });
    this.threadPane.replaceChildren(
      h('header', { class: 'pane-head' }, h('div', { class: 'pane-title' }, h('h2', {}, 'Thread'), this.threadTitle),
        iconButton('close', 'Close the thread', () => this.closeThread())),
      this.thread.node, this.threadComposer.node);
    this.threadPane.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented) this.closeThread();
    });
  }

  /** Puts the focus on a message and marks it for a moment. */
  point(ts) {
    const rows = [this.threadPane, document.getElementById('main')].map((pane) => pane.querySelector(`.message[data-ts="${ts}"]`));
    const row = rows.find(Boolean);
    if (!row) return;
    row.scrollIntoView({ block: 'center' });
    row.focus({ preventScroll: true });
    row.classList.add('pointed');
  }

  closeThread() {
    const ts = store.thread;
    this.actions.openThread(null);
    this.conversation.list.querySelector(`[data-ts="${ts}"]`)?.focus();
  }

  sent(kind) {
    this.conversation.toEnd();
    if (kind === 'command') this.guide.mark('ask');
  }

  emptyWords() {
    const here = channel();
    return here?.kind === 'app' ? 'Nothing here yet. Ask for help, or type /task.' : 'Nothing was said here yet.';
  }

  async putText(text) {
    if (store.tab === 'home') await this.showTab('messages');
    this.composer.put(text);
  }

  focusComposer(text) {
    if (this.composer.node.hidden) return;
    const { field } = this.composer;
    if (text && !field.value) {
      this.composer.put(text);
      this.composer.suggest();
    } else field.focus();
  }

  /** Which panes are open. On narrow screens they cover each other, the newest on top. */
  layout() {
    this.threadPane.hidden = !store.thread;
    this.logPane.hidden = !store.log;
    this.app.classList.toggle('has-thread', Boolean(store.thread));
    this.app.classList.toggle('has-log', store.log);
  }

  drawHead() {
    const here = channel();
    if (!here) return;
    const signature = JSON.stringify([here.id, here.topic, here.members, store.as, titleOf(here), store.state.archived]);
    if (signature !== this.headSignature) {
      this.headSignature = signature;
      this.head.replaceChildren(
        iconButton('menu', 'Open the sidebar', this.actions.openDrawer, { class: 'icon-button narrow-only' }),
        h('div', { class: 'head-title' }, this.headMark(here), h('h1', {}, titleOf(here)), here.topic ? h('span', { class: 'topic' }, here.topic) : null),
        ...[this.members(here), channelSwitch(here), this.acting()].filter(Boolean));
    }
    this.drawTabs(here);
    this.threadTitle.textContent = labelOf(here);
    this.conversation.list.setAttribute('aria-label', `Messages in ${labelOf(here)}`);
  }

  headMark(here) {
    if (here.kind === 'app') return avatar(bot(), 'small');
    if (here.kind === 'dm') return avatar(person(here.members.find((id) => id !== store.as)), 'small');
    return icon(here.kind === 'private' ? 'lock' : 'hash', 'big');
  }

  members(here) {
    if (here.kind === 'app' || here.kind === 'dm') return null;
    const shown = here.members.slice(0, 4).map((id) => avatar(person(id), 'tiny'));
    const names = here.members.map((id) => person(id)?.real_name || id).join(', ');
    return h('div', { class: 'members', title: names }, h('span', { class: 'faces' }, ...shown), h('span', {}, String(here.members.length)), h('span', { class: 'sr' }, ' members'));
  }

  acting() {
    return h('button', { type: 'button', class: 'acting narrow-only', 'aria-label': `You act as ${me().real_name}. Change`, on: { click: this.actions.openDrawer } }, avatar(me(), 'small'));
  }

  drawTabs(here) {
    this.tabs.hidden = here.kind !== 'app';
    const wanted = `${store.tab}/${here.id}`;
    if (this.tabs.dataset.shown === wanted) return;
    const hadFocus = this.tabs.contains(document.activeElement);
    this.tabs.dataset.shown = wanted;
    this.tabs.replaceChildren(...[['messages', 'Messages'], ['home', 'Home']].map(([value, label]) => h('button', {
      type: 'button', role: 'tab', class: 'tab', 'aria-selected': String(store.tab === value), tabindex: store.tab === value ? 0 : -1,
      data: { tab: value }, on: { click: () => this.showTab(value) },
    }, label)));
    if (hadFocus) this.tabs.querySelector('[aria-selected="true"]').focus();
  }

  async showTab(tab) {
    store.tab = tab;
    writeHash();
    await this.show({ fresh: true });
  }

  /** Draws everything for the present place. */
  async show({ fresh = false }) {
    const home = store.tab === 'home' && channel()?.kind === 'app';
    if (home) store.thread = null;
    this.conversation.node.hidden = home;
    this.composer.node.hidden = home;
    this.home.node.hidden = !home;
    this.layout();
    this.drawHead();
    this.guide.draw();
    this.composer.arrive();
    if (store.thread) this.threadComposer.arrive();
    await Promise.all([home ? this.loadHome({}) : this.loadMessages(fresh), this.loadThread(fresh), this.log.load()]);
  }

  async loadMessages(fresh = false) {
    if (store.channel && store.tab !== 'home') await this.conversation.load({ channel: store.channel, fresh });
  }

  async loadThread(fresh = false) {
    if (store.thread) await this.thread.load({ channel: store.channel, thread: store.thread, fresh });
  }

  loadHome(options) {
    return this.home.load(options);
  }
}
