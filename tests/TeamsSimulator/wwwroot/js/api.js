/** The simulation refused, or could not be reached; the message says why. */
export class ApiError extends Error {
  constructor(status, message) {
    super(message);
    this.status = status;
  }
}

async function call(method, path, body) {
  const form = body instanceof FormData;
  let response;
  try {
    response = await fetch(`/api/${path}`, {
      method,
      headers: body && !form ? { 'Content-Type': 'application/json' } : undefined,
      body: form ? body : body && JSON.stringify(body),
    });
  } catch {
    throw new ApiError(0, 'The simulation cannot be reached.');
  }
  const text = await response.text();
  let json = null;
  try {
    json = text ? JSON.parse(text) : null;
  } catch {
    throw new ApiError(response.status, `The simulation's answer is not JSON (HTTP ${response.status}).`);
  }
  if (!response.ok) throw new ApiError(response.status, json?.error ?? `HTTP ${response.status}`);
  return json;
}

const act = (person, what) => `people/${encodeURIComponent(person)}/${what}`;

export const api = {
  people: () => call('GET', 'people'),
  team: () => call('GET', 'team'),
  patch: (person, change) => call('PATCH', `people/${encodeURIComponent(person)}`, change),
  conversations: person => call('GET', act(person, 'conversations')),
  messages: (person, conversation) => call('GET', act(person, `conversations/${encodeURIComponent(conversation)}/messages`)),
  person: (person, what, body = {}) => call('POST', act(person, what), body),
  attach(person, { file, ...fields }) {
    const form = new FormData();
    form.append('file', file, file.name);
    for (const [name, value] of Object.entries(fields)) if (value) form.append(name, String(value));
    return call('POST', act(person, 'attach'), form);
  },
  faults: () => call('GET', 'faults'),
  addFault: fault => call('POST', 'faults', fault),
  clearFaults: () => call('DELETE', 'faults'),
  violations: () => call('GET', 'violations'),
};

/** Calls back on every change; `onState(false)` while the stream is broken, and `onState(true)` once it is back. */
export function listen(onChange, onState) {
  let source;
  const open = () => {
    source = new EventSource('/api/stream');
    source.onopen = () => onState(true);
    source.addEventListener('changed', event => onChange(JSON.parse(event.data)));
    source.onerror = () => {
      onState(false);
      // The browser reconnects by itself unless the answer was an error, which closes the source for good.
      if (source.readyState === EventSource.CLOSED) setTimeout(open, 2000);
    };
  };
  open();
}
