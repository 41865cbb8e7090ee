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
  return { ok: response.ok, body: await readJson(response) };
}

export async function get(path, params) {
  const { ok, body } = await call(`/ui/${path}?${new URLSearchParams(params)}`, { headers: { Accept: 'application/json' } });
  if (!ok) throw new Error(reason(body));
  return body;
}

/** Answers the body also when it says ok: false, so that a form can show its errors per field. */
export async function send(path, body) {
  const answer = await call(`/ui/${path}`, {
    method: 'POST', headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body),
  });
  return answer.body.error ? { ...answer.body, error: reason(answer.body) } : answer.body;
}

const WORDS = {
  dispatch_failed: 'Chivvy did not answer within 3 seconds. What you did is not lost: try it once more.',
  channel_not_found: 'This person does not see that conversation. Choose another one on the left.',
  user_not_found: 'Nobody here has that id. Choose somebody under "You act as".',
  message_not_found: 'That message is not there any more.',
  view_not_found: 'That form was closed meanwhile.',
};

/** A refusal in words for people. */
function reason(answer) {
  const text = answer.error || 'The sandbox refused this without a reason. Its terminal may show more.';
  return WORDS[text.split(':')[0]] || text;
}

/** Like `send`, but a refusal is an Error. */
export async function post(path, body) {
  const answer = await send(path, body);
  if (answer.ok === false) throw new Error(answer.error || 'The sandbox refused this without a reason.');
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
