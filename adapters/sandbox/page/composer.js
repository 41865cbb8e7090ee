// Where one writes: drafts per person and place, completion, commands, and errors beside the field.

import { post } from './api.js';
import { avatar } from './avatar.js';
import { freshId, h, icon, iconButton } from './dom.js';
import { store } from './store.js';
import { commandOf, suggestionsFor } from './suggest.js';

const THREAD_COMMAND = 'Commands do not work in threads. Write it in the channel below the list, or mention the app here: "@Chivvy done T-42".';
const drafts = new Map();

export class Composer {
  /** `where()` answers {channel, thread, label}; `sent(what)` is told what was sent: "message" or "command". */
  constructor({ where, sent }) {
    Object.assign(this, { where, sent, items: [], active: -1 });
    const id = freshId('composer');
    this.field = h('textarea', {
      rows: 1, id, 'aria-autocomplete': 'list', 'aria-controls': `${id}-list`, 'aria-haspopup': 'listbox', 'aria-describedby': `${id}-help ${id}-error`, autocomplete: 'off', data: { focus: 'composer' },
      on: { input: () => this.changed(), keydown: (event) => this.key(event), blur: () => this.hide(), click: () => this.suggest() },
    });
    this.list = h('ul', { class: 'suggestions', id: `${id}-list`, role: 'listbox', 'aria-label': 'Suggestions', hidden: true });
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.count = h('div', { class: 'sr', role: 'status' }); // a text area may not be a combobox, so that there is something to choose is said
    this.help = h('div', { class: 'composer-help', id: `${id}-help` });
    this.error = h('div', { class: 'composer-error', id: `${id}-error`, role: 'alert', hidden: true });
    this.button = h('button', { type: 'submit', class: 'send', 'aria-label': 'Send', title: 'Send (Enter)' }, icon('send'));
    this.picker = h('input', { type: 'file', hidden: true, 'aria-label': 'File to attach', on: { change: () => this.attach() } });
    this.clip = iconButton('file', 'Send a file: its name, the sandbox keeps no content', () => this.picker.click(), { data: { focus: 'file' } });
    this.node = h('form', { class: 'composer', on: { submit: (event) => { event.preventDefault(); this.send(); } } },
      this.list, this.count, this.error, h('div', { class: 'composer-box' }, this.field, this.picker, this.clip, this.button), this.help);
    this.node.addEventListener('pointerdown', (event) => {
      if (event.target === this.node.querySelector('.composer-box')) setTimeout(() => this.field.focus());
    });
  }

  get draftKey() {
    const { channel, thread } = this.where();
    return `${store.as}/${channel}/${thread || ''}`;
  }

  /** Called when person or place changed: shows the draft that belongs here. */
  arrive() {
    const { label } = this.where();
    this.field.placeholder = label;
    this.field.setAttribute('aria-label', label);
    if (this.shown === this.draftKey) return;
    this.shown = this.draftKey;
    this.field.value = drafts.get(this.draftKey) || '';
    this.setError('');
    this.hide();
    this.grow();
    this.showHelp();
  }

  /** Puts a text into the field without sending it. */
  put(text) {
    this.field.value = text;
    this.field.focus();
    this.field.setSelectionRange(text.length, text.length);
    this.changed();
    this.hide();
  }

  changed() {
    drafts.set(this.draftKey, this.field.value);
    this.setError('');
    this.grow();
    this.suggest();
    this.showHelp();
  }

  grow() {
    this.field.style.height = 'auto';
    this.field.style.height = `${Math.min(this.field.scrollHeight, 220)}px`;
    this.button.disabled = !this.field.value.trim();
  }

  showHelp() {
    const command = commandOf(this.field.value);
    if (!command) {
      this.help.replaceChildren(h('span', {}, h('kbd', {}, 'Enter'), ' sends'), h('span', {}, h('kbd', {}, '/'), ' commands'),
        h('span', {}, h('kbd', {}, '@'), ' people'));
      return;
    }
    this.help.replaceChildren(h('span', { class: 'usage' }, h('code', {}, command.command), ' ', command.usage_hint || command.description || ''));
  }

  setError(text) {
    this.error.replaceChildren(...(text ? [icon('warn'), h('span', {}, text)] : []));
    this.error.hidden = !text;
    if (text) this.field.setAttribute('aria-invalid', 'true');
    else this.field.removeAttribute('aria-invalid');
  }

  suggest() {
    const found = suggestionsFor(this.field.value, this.field.selectionStart);
    if (!found || !found.items.length) {
      this.hide();
      return;
    }
    this.found = found;
    this.items = found.items;
    this.active = 0;
    this.list.replaceChildren(...this.items.map((item, index) => this.row(item, index)));
    this.list.hidden = false;
    this.count.textContent = `${this.items.length} ${this.items.length === 1 ? 'suggestion' : 'suggestions'}: arrow keys choose, Tab takes.`;
    this.mark();
  }

  row(item, index) {
    const lead = item.person ? avatar(item.person, 'small') : icon(item.kind === 'command' ? 'command' : item.locked ? 'lock' : 'hash');
    return h('li', { role: 'option', id: `${this.list.id}-${index}`, data: { index }, on: { click: () => this.take(index) } },
      lead, h('span', { class: 'what' }, item.label), item.hint ? h('span', { class: 'hint' }, item.hint) : null,
      item.detail ? h('span', { class: 'detail' }, item.detail) : null);
  }

  mark() {
    for (const row of this.list.children) {
      const on = Number(row.dataset.index) === this.active;
      row.setAttribute('aria-selected', String(on));
      if (on) row.scrollIntoView({ block: 'nearest' });
    }
    this.field.setAttribute('aria-activedescendant', `${this.list.id}-${this.active}`);
  }

  hide() {
    this.list.hidden = true;
    this.items = [];
    this.count.textContent = '';
    this.field.removeAttribute('aria-activedescendant');
  }

  take(index) {
    const { from, to } = this.found;
    const { insert } = this.items[index];
    const rest = this.field.value.slice(to).replace(/^ /, '');
    this.field.value = this.field.value.slice(0, from) + insert + rest;
    this.field.setSelectionRange(from + insert.length, from + insert.length);
    this.changed();
    this.hide();
    this.field.focus();
  }

  key(event) {
    if (event.isComposing) return;
    if (this.items.length && this.listKey(event)) {
      event.preventDefault();
      event.stopPropagation();
    } else if (event.key === 'Enter' && !event.shiftKey) {
      event.preventDefault();
      this.send();
    }
  }

  /** Keys of the open list. A word that is already complete lets Enter send. */
  listKey(event) {
    const count = this.items.length;
    if (event.key === 'ArrowDown') this.active = (this.active + 1) % count;
    else if (event.key === 'ArrowUp') this.active = (this.active - 1 + count) % count;
    else if (event.key === 'Escape') {
      this.hide();
      return true;
    } else if (event.key === 'Tab' || (event.key === 'Enter' && !event.shiftKey && !this.items[this.active].exact)) {
      this.take(this.active);
      return true;
    } else return false;
    this.mark();
    return true;
  }

  /** Sends the chosen file with what was typed. */
  attach() {
    const file = this.picker.files[0]?.name || '';
    this.picker.value = '';
    if (file) this.send(file);
  }

  async send(file = '') {
    const text = this.field.value.trim();
    if ((!text && !file) || this.busy) return;
    const { channel, thread } = this.where();
    const key = this.draftKey;
    const isCommand = text.startsWith('/') && !file;
    if (isCommand && thread) {
      this.setError(THREAD_COMMAND);
      return;
    }
    this.setBusy(true);
    try {
      if (isCommand) await post('command', { as: store.as, channel, text });
      else await post('message', { as: store.as, channel, text, ...(file ? { file } : {}), ...(thread ? { thread_ts: thread } : {}) });
      this.clear(key, text);
      this.sent(isCommand ? 'command' : 'message', text);
    } catch (error) {
      if (this.draftKey === key) this.setError(error.message);
    } finally {
      this.setBusy(false);
    }
  }

  /** Empties the draft, unless something else was typed while it was on its way. */
  clear(key, text) {
    if ((drafts.get(key) || '').trim() === text) drafts.delete(key);
    if (this.draftKey !== key) return;
    this.field.value = drafts.get(key) || '';
    this.grow();
    this.hide();
    this.showHelp();
    this.setError('');
  }

  setBusy(busy) {
    this.busy = busy;
    this.node.classList.toggle('busy', busy);
    this.button.setAttribute('aria-busy', String(busy));
  }
}
