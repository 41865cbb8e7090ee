// The Home tab of the app.

import { get } from './api.js';
import { blockNode } from './blocks.js';
import { h, reconcile } from './dom.js';
import { store } from './store.js';
import { surface } from './surfaces.js';

export class Home {
  constructor() {
    this.asked = 0;
    this.drawn = 0;
    this.body = h('div', { class: 'home-body blocks' });
    this.node = h('div', { class: 'scroller home', hidden: true }, h('h2', { class: 'sr' }, 'Home'), this.body);
  }

  /** `quiet` reads what is there; without it the app is told that the person opened the tab, and may publish anew. */
  async load({ quiet = false } = {}) {
    const { as } = store;
    this.asked += 1;
    const round = this.asked;
    const { view } = await get('home', { as, ...(quiet ? { quiet: 1 } : {}) });
    if (as !== store.as || round < this.drawn) return; // answers may overtake each other
    this.drawn = round;
    this.draw(view);
  }

  draw(view) {
    if (!view) {
      reconcile(this.body, [{ key: 'empty', sig: 'empty', build: () => h('p', { class: 'empty-list' }, 'Nothing here yet. Chivvy fills this page when it is opened.') }]);
      return;
    }
    if (this.viewId !== `${store.as}/${view.id}`) this.ctx = null;
    this.viewId = `${store.as}/${view.id}`;
    this.ctx ??= surface({ type: 'view', view_id: view.id });
    reconcile(this.body, view.blocks.map((block, index) => ({
      key: block.block_id || `block-${index}`, sig: JSON.stringify([this.viewId, block]), build: () => blockNode(block, this.ctx),
    })));
  }
}
