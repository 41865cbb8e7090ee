// Lists that float above the page: in the top layer, so that no card or dialog cuts them off.

import { freshId, h } from './dom.js';

let current = null;

function place(anchor, node, { align = 'start', match = false, above = false }) {
  const box = anchor.getBoundingClientRect();
  if (match) node.style.width = `${Math.max(box.width, 180)}px`;
  const size = node.getBoundingClientRect();
  const room = innerHeight - box.bottom;
  const up = above || (room < size.height + 12 && box.top > room);
  const left = align === 'end' ? box.right - size.width : box.left;
  node.style.left = `${Math.max(8, Math.min(left, innerWidth - size.width - 8))}px`;
  node.style.top = `${up ? Math.max(8, box.top - size.height - 4) : box.bottom + 4}px`;
}

/** Shows `node` beside `anchor`; one at a time. Answers a function that closes it. */
export function openPopup(anchor, node, options = {}) {
  closePopup();
  node.setAttribute('popover', 'manual');
  if (!node.isConnected) (anchor.closest('dialog, main, aside, nav') || document.body).append(node);
  node.showPopover();
  place(anchor, node, options);
  current = { anchor, node, options };
  return closePopup;
}

export function closePopup() {
  if (!current) return;
  const { node, options } = current;
  current = null;
  if (node.isConnected && node.matches(':popover-open')) node.hidePopover();
  if (!options.keep) node.remove();
  options.onClose?.();
}

export function replacePopup() {
  if (current) place(current.anchor, current.node, current.options);
}

document.addEventListener('pointerdown', (event) => {
  if (current && !current.node.contains(event.target) && !current.anchor.contains(event.target)) closePopup();
});
addEventListener('resize', closePopup);
document.addEventListener('scroll', (event) => {
  if (current && !current.node.contains(event.target)) closePopup();
}, true);

function menuKeys(event, items, back) {
  const at = items.indexOf(document.activeElement);
  const steps = { ArrowDown: at + 1, ArrowUp: at - 1 + items.length, Home: 0, End: items.length - 1 };
  if (event.key in steps) items[steps[event.key] % items.length].focus();
  else if (event.key === 'Escape' || event.key === 'Tab') back();
  else return;
  event.preventDefault();
  event.stopPropagation();
}

/** A menu of {label, icon?, danger?, description?, run}; the focus goes in and comes back. */
export function openMenu(anchor, label, entries, align = 'end') {
  const back = () => {
    closePopup();
    anchor.focus();
  };
  const items = entries.map((entry) => h('button', {
    type: 'button', role: 'menuitem', tabindex: -1, class: entry.danger ? 'menu-item danger' : 'menu-item',
    on: { click: () => { back(); entry.run(); } },
  }, entry.icon || null, h('span', {}, entry.label, entry.description ? h('small', {}, entry.description) : null)));
  const id = freshId('menu');
  const menu = h('div', { class: 'menu', role: 'menu', id, 'aria-label': label }, ...items);
  menu.addEventListener('keydown', (event) => menuKeys(event, items, back));
  anchor.setAttribute('aria-expanded', 'true');
  openPopup(anchor, menu, { align, onClose: () => anchor.setAttribute('aria-expanded', 'false') });
  items[0]?.focus();
}
