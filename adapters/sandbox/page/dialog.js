// Dialogs: the focus stays inside, Escape closes, and the focus returns to where it was.

import { freshId, h } from './dom.js';
import { closePopup } from './popup.js';

const FOCUSABLE = 'a[href], button, input, select, textarea, [tabindex]:not([tabindex="-1"])';

function reachable(dialog) {
  return [...dialog.querySelectorAll(FOCUSABLE)].filter((node) => !node.disabled && node.tabIndex >= 0 && node.offsetParent !== null);
}

/** Tab goes round inside the dialog instead of into the browser's own bars. */
function trap(dialog, event) {
  if (event.key !== 'Tab') return;
  const nodes = reachable(dialog);
  const edge = event.shiftKey ? nodes[0] : nodes.at(-1);
  if (document.activeElement !== edge && dialog.contains(document.activeElement)) return;
  event.preventDefault();
  (event.shiftKey ? nodes.at(-1) : nodes[0])?.focus();
}

/** Opens `dialog` modally; `onCancel` runs for Escape and decides whether to close. Answers close(). */
export function openDialog(dialog, onCancel) {
  const before = document.activeElement;
  closePopup();
  document.getElementById('dialogs').append(dialog);
  dialog.addEventListener('keydown', (event) => trap(dialog, event));
  dialog.addEventListener('cancel', (event) => {
    event.preventDefault();
    onCancel();
  });
  dialog.showModal();
  return () => {
    closePopup();
    dialog.close();
    dialog.remove();
    restore(before);
  };
}

/** Back to where the focus was; if that is hidden by now, to the row it stood in, else to the composer. */
function restore(before) {
  document.activeElement?.blur(); // dialog.close() may have gone back already, but without a caret: what is typed then would be lost
  if (before?.isConnected) before.focus();
  if (document.activeElement !== before) before?.closest('[data-key]')?.focus({ preventScroll: true });
  if (document.activeElement === document.body) document.querySelector('.main .composer textarea')?.focus();
}

/** Asks before something that matters; resolves to true or false. */
export function confirmDialog({ title, body, confirm, deny, danger = false }) {
  return new Promise((resolve) => {
    const heading = freshId('confirm');
    const finish = (answer) => () => { close(); resolve(answer); };
    const dialog = h('dialog', { class: 'dialog small', 'aria-labelledby': heading },
      h('div', { class: 'dialog-head' }, h('h2', { id: heading }, title)),
      h('div', { class: 'dialog-body' }, body),
      h('div', { class: 'dialog-foot' },
        h('button', { type: 'button', class: 'button', on: { click: finish(false) } }, deny || 'Cancel'),
        h('button', { type: 'button', class: danger ? 'button danger' : 'button primary', on: { click: finish(true) } }, confirm || 'Yes')));
    const close = openDialog(dialog, finish(false));
    dialog.querySelector('.dialog-foot .button:last-child').focus();
  });
}
