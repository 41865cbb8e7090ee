// A list to choose from by typing: one value or several (chips). Follows the ARIA combobox pattern.

import { freshId, h, icon } from './dom.js';
import { closePopup, openPopup, replacePopup } from './popup.js';

const PATIENCE_MS = 180; // typing pauses this long before the app is asked for options

/**
 * `load(query)` answers a list of {value, label, description?, group?}; `onChange` gets a value (or null), or a list
 * when `multi`. `label` names the field when no <label for=id> does.
 */
export class Combobox {
  constructor({ id, label, placeholder, multi, max, initial, load, live, onChange, focusKey, describedBy }) {
    Object.assign(this, { load, live, onChange, multi, max });
    this.chosen = initial || [];
    this.options = [];
    this.active = -1;
    this.listId = freshId('options');
    this.input = h('input', {
      id, type: 'text', role: 'combobox', autocomplete: 'off', spellcheck: 'false', 'aria-autocomplete': 'list',
      'aria-expanded': 'false', 'aria-controls': this.listId, 'aria-label': label, placeholder: placeholder || 'Choose …',
      'aria-describedby': describedBy, data: { focus: focusKey },
      on: {
        input: () => this.ask(), click: () => this.open(), keydown: (event) => this.key(event), blur: () => this.leave(),
      },
    });
    this.placeholder = this.input.placeholder;
    this.chips = h('span', { class: 'chips' });
    this.list = h('ul', { class: 'options', role: 'listbox', id: this.listId, 'aria-label': label || placeholder || 'Options', 'aria-multiselectable': multi ? 'true' : null });
    this.node = h('div', { class: multi ? 'combo multi' : 'combo' }, this.chips, this.input, icon('down', 'combo-arrow'), this.list);
    this.list.addEventListener('pointerdown', (event) => event.preventDefault());
    this.list.hidden = true;
    this.show();
  }

  get value() {
    const values = this.chosen.map((option) => option.value);
    return this.multi ? values : values[0] ?? null;
  }

  /** Writes the choice into the field: the label, or a chip for each. */
  show() {
    if (!this.multi) {
      this.input.value = this.chosen[0]?.label || '';
      return;
    }
    this.input.value = '';
    this.input.placeholder = this.chosen.length ? '' : this.placeholder;
    this.chips.replaceChildren(...this.chosen.map((option) => h('span', { class: 'chip' }, option.label,
      h('button', { type: 'button', 'aria-label': `Remove ${option.label}`, on: { click: () => this.toggle(option) } }, icon('close')))));
  }

  open() {
    if (this.list.hidden) {
      if (!this.multi) this.input.select();
      this.refresh('');
    }
  }

  ask() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(this.input.value), this.live ? PATIENCE_MS : 0);
  }

  async refresh(query) {
    this.round = (this.round || 0) + 1;
    const round = this.round;
    this.node.classList.add('busy');
    let options = [];
    let problem = null;
    try {
      options = await this.load(query);
    } catch (error) {
      problem = error.message;
    }
    if (round !== this.round || document.activeElement !== this.input) return;
    this.node.classList.remove('busy');
    this.draw(options, problem);
  }

  draw(options, problem) {
    this.options = options;
    this.active = options.length ? Math.max(0, options.findIndex((one) => one.value === this.value)) : -1;
    let group = null;
    const rows = options.flatMap((option, index) => {
      const head = option.group && option.group !== group ? [h('li', { class: 'group', role: 'presentation' }, option.group)] : [];
      group = option.group;
      return [...head, this.row(option, index)];
    });
    this.list.replaceChildren(...(rows.length ? rows : [h('li', { class: 'empty', role: 'presentation' }, problem || 'Nothing fits')]));
    this.list.hidden = false;
    this.input.setAttribute('aria-expanded', 'true');
    if (this.list.matches(':popover-open')) replacePopup();
    else openPopup(this.node, this.list, { match: true, keep: true, onClose: () => this.closed() });
    this.mark();
  }

  row(option, index) {
    const selected = this.chosen.some((one) => one.value === option.value);
    return h('li', {
      role: 'option', id: `${this.listId}-${index}`, 'aria-selected': String(selected), data: { index },
      on: { click: () => this.toggle(option) },
    }, h('span', {}, option.label, option.description ? h('small', {}, option.description) : null), selected ? icon('check') : null);
  }

  mark() {
    for (const row of this.list.querySelectorAll('[data-index]')) {
      const on = Number(row.dataset.index) === this.active;
      row.classList.toggle('active', on);
      if (on) row.scrollIntoView({ block: 'nearest' });
    }
    if (this.active >= 0) this.input.setAttribute('aria-activedescendant', `${this.listId}-${this.active}`);
    else this.input.removeAttribute('aria-activedescendant');
  }

  closed() {
    this.list.hidden = true;
    this.round += 1;
    this.input.setAttribute('aria-expanded', 'false');
    this.input.removeAttribute('aria-activedescendant');
  }

  key(event) {
    const open = !this.list.hidden;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      if (!open) this.open();
      else this.step(event.key === 'ArrowDown' ? 1 : -1);
    } else if (event.key === 'Enter' && open && this.active >= 0) {
      event.preventDefault();
      this.toggle(this.options[this.active]);
    } else if (event.key === 'Enter' && !open) {
      event.preventDefault(); // Enter in a list field opens it; it must not send the form
      this.open();
    } else if (event.key === 'Escape' && open) {
      event.preventDefault();
      event.stopPropagation();
      closePopup();
      this.show();
    } else if (event.key === 'Backspace' && this.multi && !this.input.value && this.chosen.length) {
      this.toggle(this.chosen.at(-1));
    }
  }

  step(by) {
    if (!this.options.length) return;
    this.active = (this.active + by + this.options.length) % this.options.length;
    this.mark();
  }

  toggle(option) {
    const has = this.chosen.some((one) => one.value === option.value);
    if (!this.multi) this.chosen = [option];
    else if (has) this.chosen = this.chosen.filter((one) => one.value !== option.value);
    else if (!this.max || this.chosen.length < this.max) this.chosen = [...this.chosen, option];
    closePopup();
    this.show();
    this.input.focus();
    this.onChange(this.value, this.chosen);
  }

  /** An emptied field clears a single choice; anything else half-typed goes back to what was chosen. */
  leave() {
    clearTimeout(this.timer);
    if (!this.list.hidden) closePopup();
    if (!this.multi && this.input.value.trim() === '' && this.chosen.length) {
      this.chosen = [];
      this.onChange(null, []);
    }
    this.show();
  }
}
