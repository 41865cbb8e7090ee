// The panel "What Chivvy was told and did": every envelope and every call, newest first.

import { get } from './api.js';
import { h, icon, iconButton } from './dom.js';
import { describe } from './logwords.js';
import { now, store, zone } from './store.js';
import { fullStamp, stamp } from './time.js';
import { typedText } from './typed.js';

const KEEP = 400;
const TOLD = 'to-bot';

export class LogPanel {
  constructor(root, { close }) {
    this.root = root;
    this.last = 0;
    this.filter = 'all';
    this.list = h('ol', { class: 'log-list', 'aria-label': 'Newest first' });
    const chips = [['all', 'All'], [TOLD, 'Told'], ['from-bot', 'Did']].map(([value, label]) => h('button', {
      type: 'button', class: 'filter', 'aria-pressed': String(value === 'all'), data: { value }, on: { click: () => this.show(value) },
    }, label));
    this.chips = h('div', { class: 'filters', role: 'group', 'aria-label': 'Show' }, ...chips);
    root.replaceChildren(
      h('header', { class: 'pane-head' }, h('div', { class: 'pane-title' }, h('h2', {}, 'What Chivvy was told and did'),
        h('p', { class: 'sub' }, 'The real messages between this workspace and the app')), iconButton('close', 'Close this panel', close)),
      this.chips, h('div', { class: 'scroller' }, this.list));
  }

  show(value) {
    this.filter = value;
    for (const chip of this.chips.children) chip.setAttribute('aria-pressed', String(chip.dataset.value === value));
    this.list.dataset.filter = value;
  }

  /** Fetches what is new; calls that overlap become one more fetch. */
  async load() {
    if (!store.log) return;
    if (this.loading) {
      this.again = true;
      return;
    }
    this.loading = true;
    try {
      const { entries } = await get('log', { after: this.last });
      this.add(entries);
    } finally {
      this.loading = false;
    }
    if (this.again) {
      this.again = false;
      await this.load();
    }
  }

  add(entries) {
    for (const entry of entries.slice(-KEEP)) this.list.prepend(this.row(entry));
    if (entries.length) this.last = entries.at(-1).n;
    while (this.list.children.length > KEEP) this.list.lastElementChild.remove();
  }

  row(entry) {
    const told = entry.dir === TOLD;
    const at = Date.parse(entry.at) / 1000;
    const { words, quiet } = describe(entry);
    const details = h('details', {},
      h('summary', {}, h('span', { class: 'dir' }, icon(told ? 'told' : 'did'), h('span', { class: 'sr' }, told ? 'Told: ' : 'Did: ')),
        h('span', { class: 'log-what' }, typedText(words)), h('time', { title: fullStamp(at, zone()) }, stamp(at, now(), zone()))));
    details.addEventListener('toggle', () => {
      if (details.open && !details.querySelector('pre')) details.append(h('code', { class: 'log-raw' }, entry.what), h('pre', { tabindex: 0 }, JSON.stringify(entry.detail, null, 2)));
    });
    return h('li', { class: `${told ? 'told' : 'did'}${quiet ? ' plumbing' : ''}`, data: { n: entry.n } }, details);
  }
}
