// Keys that work everywhere on the page.

import { humans } from './store.js';

const WRITING = 'input, textarea, select, [contenteditable]';

function number(event) {
  return /^Digit([1-9])$/.exec(event.code)?.[1];
}

/** Alt+1 … 9 acts as a person, Ctrl+K or / goes to the composer, Ctrl+. opens the log, Escape closes the drawer. */
export function bindKeys({ actAs, toggleLog, closeDrawer, focusComposer }) {
  addEventListener('keydown', (event) => {
    if (document.querySelector('dialog[open]')) return;
    const command = event.ctrlKey || event.metaKey;
    if (event.altKey && !command && number(event)) actAs(humans()[Number(number(event)) - 1]?.id);
    else if (command && event.key.toLowerCase() === 'k') focusComposer();
    else if (command && event.key === '.') toggleLog();
    else if (event.key === '/' && !command && !event.altKey && !event.target.closest?.(WRITING)) focusComposer('/');
    else {
      if (event.key === 'Escape') closeDrawer();
      return;
    }
    event.preventDefault();
  });
}
