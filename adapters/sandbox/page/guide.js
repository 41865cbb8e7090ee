// The first minute: three steps with examples that can be clicked. It can be dismissed and called back.

import { h, icon, iconButton } from './dom.js';
import { channels, humans, store, wishedGuide } from './store.js';

const DISMISSED = 'chivvy-guide-dismissed';
const DONE = 'chivvy-guide-done';

const done = new Set(JSON.parse(sessionStorage.getItem(DONE) || '[]'));

export class Guide {
  /** `actions`: goTo(channel), put(text), tomorrow(), actAs(user). */
  constructor(actions) {
    this.actions = actions;
    this.node = h('section', { class: 'guide', 'aria-labelledby': 'guide-title' });
    this.open = wishedGuide() === '1' || (wishedGuide() !== '0' && !localStorage.getItem(DISMISSED));
  }

  dismiss() {
    this.open = false;
    localStorage.setItem(DISMISSED, '1');
    this.draw();
    document.querySelector('.main .composer textarea')?.focus();
  }

  show() {
    this.open = true;
    localStorage.removeItem(DISMISSED);
    this.draw();
    this.node.querySelector('button')?.focus();
  }

  /** Marks a step as done: "look", "ask" or "clock". */
  mark(step) {
    if (done.has(step)) return;
    done.add(step);
    sessionStorage.setItem(DONE, JSON.stringify([...done]));
    this.draw();
  }

  draw() {
    this.node.hidden = !this.open;
    if (!this.open || !store.state) return;
    const signature = JSON.stringify([[...done], store.as, store.state.channels.map((one) => one.name), humans().map((one) => one.id)]);
    if (signature === this.signature) return;
    this.signature = signature;
    this.node.replaceChildren(
      h('div', { class: 'guide-head' }, h('h2', { id: 'guide-title' }, 'Three things to try in the first minute'),
        iconButton('close', 'Hide the first steps', () => this.dismiss())),
      h('ol', { class: 'steps' }, this.look(), this.ask(), this.clock()),
      h('p', { class: 'guide-more' }, this.more()));
  }

  more() {
    const guest = humans().find((one) => one.guest);
    const leave = 'Then: deactivate somebody (the three dots beside ‘You act as’), and read what Chivvy asks of who leads.';
    return guest ? `${leave} ${guest.real_name} is a guest and sees one channel.` : leave;
  }

  step(name, number, title, ...content) {
    const ready = done.has(name);
    return h('li', { class: ready ? 'step done' : 'step', data: { step: name } },
      h('span', { class: 'step-mark', 'aria-hidden': 'true' }, ready ? icon('check') : String(number)),
      h('div', { class: 'step-body' }, h('strong', {}, title, ready ? h('span', { class: 'sr' }, ' (done)') : null), h('div', {}, ...content)));
  }

  look() {
    const named = channels().filter((one) => one.kind === 'channel');
    const target = named.find((one) => one.name.includes('infra')) || named[0];
    const open = target && h('button', { type: 'button', class: 'example', on: { click: () => this.actions.goTo(target.id) } }, `#${target.name}`);
    return this.step('look', 1, 'Read what the team says', 'Open ', open, ', point at a message and press ', h('em', {}, 'Capture as task'), '.');
  }

  ask() {
    const other = humans().find((one) => one.id !== store.as);
    const texts = [`/task add Renew the certificate @${other?.name || 'maria'} friday 17:00`, '/task', '/project'];
    const chips = texts.map((text) => h('button', { type: 'button', class: 'example code', on: { click: () => this.actions.put(text) } }, text));
    return this.step('ask', 2, 'Give Chivvy a task', h('span', { class: 'chips-row' }, ...chips));
  }

  clock() {
    const other = humans().find((one) => one.id !== store.as);
    const name = (other?.real_name || 'Maria').split(' ')[0];
    const jump = h('button', { type: 'button', class: 'example', on: { click: this.actions.tomorrow } }, 'Tomorrow 09:00');
    const swap = h('button', { type: 'button', class: 'example', on: { click: () => this.actions.actAs(other.id) } }, `act as ${name}`);
    return this.step('clock', 3, 'Move the clock', 'Press ', jump, ', then ', swap, ' to see what the follow-up looks like.');
  }
}
