// Calls the bank and the carriers over HTTP, each call with an idempotency key.
import { Transient } from './errors.js';
import { failed, rejected } from './results.js';

/** They said no: the carrier is unknown, the key is cancelled. */
const REFUSALS = [402, 404, 409];
const GATEWAY_TIMEOUT = 504;

/**
 * Posts JSON and returns what the handler is to return; `reply` makes that of the answer's body.
 *
 * Throws `Transient` if nobody gave an answer that settles anything: the participant calls again,
 * with the same key, until the deadline.
 */
export async function post({ url, timeoutMs }, { path, key, body, deadline }, reply) {
  const patienceMs = Math.min(timeoutMs, Number(deadline) - Date.now());
  if (patienceMs <= 0) {
    throw new Transient(`Expected to call ${path} before its deadline`);
  }
  let response;
  let answer;
  try {
    response = await fetch(new URL(path, url), {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Idempotency-Key': key },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(patienceMs),
    });
    answer = parsed(await response.text());
  } catch (e) {
    throw new Transient(`Expected ${path} to answer, but: ${e.message}`, { cause: e });
  }
  const { code, detail } = answer;
  if (response.ok) {
    return reply(answer);
  } else if (REFUSALS.includes(response.status) && code) {
    return rejected(code, detail);
  } else if (response.status === GATEWAY_TIMEOUT && code) {
    return failed(code, detail);
  }
  const problem = `Expected ${path} to take ${key}, but it answered ${response.status} ${code}`;
  throw response.status >= 500 ? new Transient(problem) : new Error(problem);
}

/** A page of some proxy in between is no answer, but not worth an error of its own. */
function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return {};
  }
}
