// What the page knows, and the part of it that lives in the address, so that a reload comes back to the same place.

const PERSON = 'chivvy-person';
const FIRST_PERSON = 'U0ANA'; // the default story's lead; the server needs to be asked as somebody

export function firstPerson() {
  return FIRST_PERSON;
}

/** Facts from the server (`state`), and where the person is. */
export const store = {
  state: null, as: null, channel: null, thread: null, tab: 'messages', log: false, messages: [], replies: [],
};

/** The place of a permalink, /archives/C0INFRA/p1795425300000000?thread_ts=..., or null. */
export function permalink(url) {
  const found = /^\/archives\/([^/]+)\/p(\d+)(\d{6})$/.exec(url.pathname);
  if (!found) return null;
  return { channel: found[1], ts: `${found[2]}.${found[3]}`, thread: url.searchParams.get('thread_ts') };
}

export function readHash() {
  const hash = new URLSearchParams(location.hash.slice(1));
  const linked = permalink(new URL(location.href));
  return {
    as: hash.get('as') || localStorage.getItem(PERSON) || firstPerson(),
    channel: hash.get('channel') || linked?.channel, thread: hash.get('thread') || linked?.thread || null,
    tab: hash.get('tab') === 'home' ? 'home' : 'messages', log: hash.get('log') === '1',
  };
}

/** Whether the address wants the guide: "1", "0" or null. */
export function wishedGuide() {
  return new URLSearchParams(location.hash.slice(1)).get('guide');
}

/** Writes the place into the address; parameters that are not ours (theme, guide) stay. */
export function writeHash({ replace = false } = {}) {
  const hash = new URLSearchParams(location.hash.slice(1));
  const put = (key, value) => (value ? hash.set(key, value) : hash.delete(key));
  put('as', store.as);
  put('channel', store.channel);
  put('thread', store.thread);
  put('tab', store.tab === 'home' ? 'home' : null);
  put('log', store.log ? '1' : null);
  localStorage.setItem(PERSON, store.as);
  const next = `/#${hash}`;
  if (next === location.pathname + location.hash) return;
  if (replace) history.replaceState(null, '', next);
  else history.pushState(null, '', next);
}

export function people() {
  return store.state?.people || [];
}

export function person(id) {
  return people().find((one) => one.id === id) || null;
}

export function bot() {
  return people().find((one) => one.is_bot) || null;
}

/** Those whom one can act as. */
export function humans() {
  return people().filter((one) => !one.is_bot && !one.deleted);
}

/** Those whose account is switched off; what they said is still theirs. */
export function leavers() {
  return people().filter((one) => !one.is_bot && one.deleted);
}

export function me() {
  return person(store.as) || store.state?.me;
}

export function zone() {
  return me()?.tz || 'UTC';
}

/** Business time in Unix seconds. */
export function now() {
  return Date.parse(store.state.clock.now) / 1000;
}

export function channels() {
  return store.state?.channels || [];
}

export function channel(id = store.channel) {
  return channels().find((one) => one.id === id) || null;
}

export function nameOf(id) {
  const known = person(id);
  return known ? known.real_name || known.name : id;
}

/** The title of a conversation for the acting person: "#infra", "Maria Silva", "Chivvy". */
export function titleOf(one) {
  if (one.kind === 'app') return nameOf(bot()?.id) || 'Chivvy';
  if (one.kind === 'dm') {
    const others = one.members.filter((id) => id !== store.as);
    return (others.length ? others : one.members).map(nameOf).join(', ');
  }
  return one.name;
}

export function labelOf(one) {
  return one.kind === 'channel' || one.kind === 'private' ? `#${one.name}` : titleOf(one);
}
