// What to offer while somebody types: commands at the start of the line, people after @, channels after #.

import { humans, bot, channels, me } from './store.js';
import { clockTime } from './time.js';
import { now, store } from './store.js';

const LIMIT = 8;

/** Commands of the workspace itself. */
const BUILT_IN = [
  { command: '/join', usage_hint: '', description: 'Join the channel that is open' },
  { command: '/invite', usage_hint: '@name', description: 'Bring somebody, or Chivvy, into this channel' },
  { command: '/remove', usage_hint: '@name', description: 'Take somebody, or Chivvy, out of this channel' },
  { command: '/archive', usage_hint: '', description: 'Close the channel that is open' },
  { command: '/unarchive', usage_hint: '#name', description: 'Open an archived channel again' },
];

const commands = () => [...store.state.commands, ...BUILT_IN];

function commandSuggestions(text, caret) {
  const word = text.slice(0, caret);
  if (!/^\/\S*$/.test(word)) return null;
  const items = commands().filter((one) => one.command.startsWith(word.toLowerCase())).map((one) => ({
    kind: 'command', insert: `${one.command} `, label: one.command, hint: one.usage_hint, detail: one.description, exact: one.command === word,
  }));
  return { kind: 'command', from: 0, to: caret, items };
}

function fits(one, query) {
  const names = [one.name, ...(one.real_name || '').split(' ')];
  return names.some((name) => name.toLocaleLowerCase().startsWith(query));
}

function peopleSuggestions(query) {
  const candidates = [...humans().filter((one) => one.id !== store.as), ...[bot()].filter(Boolean), ...[me()].filter(Boolean)];
  return candidates.filter((one) => fits(one, query)).slice(0, LIMIT).map((one) => ({
    kind: 'person', insert: `@${one.name} `, label: one.real_name || one.name, hint: `@${one.name}`, person: one,
    detail: one.is_bot ? 'app' : one.id === store.as ? 'you' : clockTime(now(), one.tz), exact: one.name.toLocaleLowerCase() === query,
  }));
}

function channelSuggestions(query) {
  const named = channels().filter((one) => one.kind === 'channel' || one.kind === 'private');
  return named.filter((one) => one.name.includes(query)).slice(0, LIMIT).map((one) => ({
    kind: 'channel', insert: `#${one.name} `, label: one.name, detail: one.topic, locked: one.kind === 'private', exact: one.name === query,
  }));
}

/** What fits the text before the caret: {kind, from, to, items}, or null. */
export function suggestionsFor(text, caret) {
  if (text.startsWith('/')) {
    const found = commandSuggestions(text, caret);
    if (found) return found;
  }
  const token = /(?:^|[\s(])([@#])([\p{L}\p{N}._-]{0,30})$/u.exec(text.slice(Math.max(0, caret - 40), caret));
  if (!token) return null;
  const query = token[2].toLocaleLowerCase();
  const items = token[1] === '@' ? peopleSuggestions(query) : channelSuggestions(query);
  return { kind: token[1], from: caret - token[2].length - 1, to: caret, items };
}

/** The command that the line begins with, to show its usage below the field. */
export function commandOf(text) {
  const word = /^\/\S+(?=\s)/.exec(text)?.[0];
  return word ? commands().find((one) => one.command === word) || null : null;
}
