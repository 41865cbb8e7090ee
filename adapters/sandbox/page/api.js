// The page's calls to its server. Every failure becomes an Error whose text can be shown to the person.

const NO_ANSWER = 'The sandbox does not answer. Is "make run" still running in its terminal?';

async function readJson(response) {
  try {
    return await response.json();
  } catch {
    throw new Error(`The sandbox answered ${response.status} without a reason. Its terminal shows more.`);
  }
}

async function call(path, options) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (cause) {
    throw new Error(NO_ANSWER, { cause });
  }
  const body = await readJson(response);
  if (!response.ok && body.ok === undefined) throw new Error(body.error || `The sandbox answered ${response.status}.`);
  return body;
}

export function get(path, params) {
  return call(`/ui/${path}?${new URLSearchParams(params)}`, { headers: { Accept: 'application/json' } });
}

/** Answers the body also when it says ok: false, so that a form can show its errors per field. */
export function send(path, body) {
  return call(`/ui/${path}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  });
}

const SILENT = 'Chivvy did not answer within 3 seconds. What you did is not lost: try it once more.';

/** A refusal in words for people. */
function reason(answer) {
  const text = answer.error || 'The sandbox refused this without a reason.';
  return text.startsWith('dispatch_failed') ? SILENT : text;
}

/** Like `send`, but a refusal is an Error. */
export async function post(path, body) {
  const answer = await send(path, body);
  if (answer.ok === false) throw new Error(reason(answer));
  return answer;
}

const KINDS = ['changed', 'view', 'home', 'clock', 'log', 'state'];

/** Opens the stream of what changed; `onEvent(kind, data)`; `onOpen` also after a lost connection came back. */
export function openStream(as, onEvent, onOpen, onLost) {
  const source = new EventSource(`/ui/stream?as=${encodeURIComponent(as)}`);
  for (const kind of KINDS) {
    source.addEventListener(kind, (event) => onEvent(kind, event.data ? JSON.parse(event.data) : {}));
  }
  source.addEventListener('open', onOpen);
  source.addEventListener('error', onLost);
  return source;
}
