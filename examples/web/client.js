/** Requests to Firstring from a page of its own origin: the browser keeps the tokens in cookies. */

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

/** An error response. `problem.code` is for programs, `message` for users. */
export class Refused extends Error {
  constructor(problem) {
    super(problem.message);
    this.problem = problem;
  }
}

/** Repeats the request until there is a response. Because of the key the server executes it once. */
export async function call(method, path, body, { session, key = crypto.randomUUID() } = {}) {
  let renewals = 0;
  for (let attempt = 0; ; ) {
    let answer;
    try {
      const response = await fetch(path, {
        method,
        headers: {
          Accept: 'application/json',
          ...(body && { 'Content-Type': 'application/json' }),
          ...(method === 'POST' && { 'Idempotency-Key': key }),
          ...(session && { 'X-Onboarding-Session': session }),
        },
        body: body && JSON.stringify(body),
        signal: AbortSignal.timeout(15_000),
      });
      answer = await response.json();
      if (response.ok) return answer.data;
    } catch (lost) {
      if (++attempt > 5) throw lost;
      await pause(Math.random() * 500 * 2 ** attempt);
      continue;
    }
    const running = answer.code === 'IDEMPOTENCY_KEY_IN_USE' || (answer.status === 503 && answer.retryAfter <= 30);
    if (['INVALID_TOKEN', 'AUTHENTICATION_REQUIRED'].includes(answer.code) && path !== REFRESH && renewals < 2) {
      // The first refresh may return a pair that was lost long ago.
      renewals++;
      await renew();
    } else if (running && ++attempt <= 5) {
      await pause(answer.retryAfter * 1000);
    } else {
      throw new Refused(answer);
    }
  }
}

const REFRESH = '/api/account/token/refresh';

/** One refresh at a time in all tabs; a tab that waited uses the new cookies. The key survives the page. */
function renew() {
  const asked = Date.now();
  return navigator.locks.request('firstring-tokens', async () => {
    if (Number(localStorage.getItem('renewed-at')) > asked) return;
    const key = (localStorage['renewal-key'] ??= crypto.randomUUID());
    const refused = await call('POST', REFRESH, {}, { key }).then(() => null, (e) => e);
    if (refused && !(refused instanceof Refused)) throw refused;
    localStorage.removeItem('renewal-key');
    if (refused) throw refused;
    localStorage.setItem('renewed-at', Date.now());
  });
}
