// Dates in a person's zone. All instants are Unix seconds; all zones are IANA names.

const formatters = new Map();

function formatter(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formatters.has(key)) formatters.set(key, new Intl.DateTimeFormat('en-GB', { timeZone: zone, ...options }));
  return formatters.get(key);
}

function show(seconds, zone, options) {
  return formatter(zone, options).format(new Date(seconds * 1000));
}

const AMERICAN = /^(?:US\/|Pacific\/Honolulu$|America\/(?:New_York|Detroit|Chicago|Denver|Phoenix|Los_Angeles|Anchorage|Boise|Juneau|Menominee|Indiana\/|Kentucky\/|North_Dakota\/))/;
let twelve = false;

/** Says times as people in *zone* do, as Chivvy does: "4:00 PM" in the United States, "16:00" elsewhere. */
export function readIn(zone) {
  twelve = AMERICAN.test(zone);
}

export function clockTime(seconds, zone) {
  if (!twelve) return show(seconds, zone, { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  return show(seconds, zone, { hour: 'numeric', minute: '2-digit', hourCycle: 'h12' }).toUpperCase();
}

/** The local calendar date as YYYY-MM-DD. */
export function dayKey(seconds, zone) {
  const parts = partsOf(seconds, zone);
  return `${parts.year}-${parts.month}-${parts.day}`;
}

function partsOf(seconds, zone) {
  const options = { year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23' };
  return Object.fromEntries(formatter(zone, options).formatToParts(new Date(seconds * 1000)).map((part) => [part.type, part.value]));
}

function dayDistance(seconds, now, zone) {
  return Math.round((Date.parse(dayKey(seconds, zone)) - Date.parse(dayKey(now, zone))) / 86400000);
}

function pretty(seconds, now, zone) {
  return { '-1': 'Yesterday', 0: 'Today', 1: 'Tomorrow' }[dayDistance(seconds, now, zone)] || null;
}

export function longDay(seconds, zone) {
  return show(seconds, zone, { weekday: 'long', day: 'numeric', month: 'long' });
}

export function shortDay(seconds, zone) {
  return show(seconds, zone, { weekday: 'short', day: 'numeric', month: 'short' });
}

/** "Today", "Yesterday" or "Monday 23 November", for the lines between days. */
export function dayLabel(seconds, now, zone) {
  return pretty(seconds, now, zone) || longDay(seconds, zone);
}

/** "10:15" today, "Mon 23 Nov 10:15" otherwise. */
export function stamp(seconds, now, zone) {
  const time = clockTime(seconds, zone);
  return dayKey(seconds, zone) === dayKey(now, zone) ? time : `${shortDay(seconds, zone)} ${time}`;
}

export function fullStamp(seconds, zone) {
  return `${longDay(seconds, zone)} ${clockTime(seconds, zone)}`;
}

function ago(seconds, now) {
  const distance = Math.abs(now - seconds);
  const [size, unit] = distance < 3600 ? [60, 'minute'] : distance < 86400 ? [3600, 'hour'] : [86400, 'day'];
  const count = Math.max(1, Math.round(distance / size));
  const words = `${count} ${unit}${count === 1 ? '' : 's'}`;
  return seconds <= now ? `${words} ago` : `in ${words}`;
}

/** Slack's date tokens, e.g. "{date_short_pretty} at {time}". */
export function slackDate(seconds, format, now, zone) {
  const long = () => show(seconds, zone, { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' });
  const plain = () => show(seconds, zone, { day: 'numeric', month: 'long', year: 'numeric' });
  const short = () => show(seconds, zone, { day: 'numeric', month: 'short', year: 'numeric' });
  const near = () => pretty(seconds, now, zone);
  const tokens = {
    date_num: () => dayKey(seconds, zone), date: plain, date_short: short, date_long: long,
    date_pretty: () => near() || plain(), date_short_pretty: () => near() || short(), date_long_pretty: () => near() || long(),
    day_divider_pretty: () => dayLabel(seconds, now, zone), date_slash: () => show(seconds, zone, {}),
    time: () => clockTime(seconds, zone), time_secs: () => show(seconds, zone, { timeStyle: 'medium' }), ago: () => ago(seconds, now),
  };
  return format.replace(/\{([a-z_]{1,24})\}/g, (whole, name) => (tokens[name] ? tokens[name]() : whole));
}

/** Unix seconds as the value of a datetime-local input in the zone. */
export function toLocalInput(seconds, zone) {
  const parts = partsOf(seconds, zone);
  return `${parts.year}-${parts.month}-${parts.day}T${parts.hour}:${parts.minute}`;
}

/** The instant of a datetime-local value in the zone; a skipped wall time lands after the gap. */
export function fromLocalInput(value, zone) {
  const wall = Date.parse(`${value}:00Z`) / 1000;
  if (Number.isNaN(wall)) return null;
  const offsetAt = (seconds) => Date.parse(`${toLocalInput(seconds, zone)}:00Z`) / 1000 - Math.floor(seconds / 60) * 60;
  const first = wall - offsetAt(wall);
  return wall - offsetAt(first);
}

/** The city of a zone, for people: "Europe/Berlin" is "Berlin". */
export function cityOf(zone) {
  return zone.split('/').pop().replaceAll('_', ' ');
}
