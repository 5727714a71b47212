// Waiting for what is likely to pass.
import { setTimeout as delay } from 'node:timers/promises';

import { Transient } from './errors.js';

/** The pause after so many failures: doubled each time, up to a half shorter at random. */
export function pauseMs(failures, firstMs, mostMs) {
  const longest = Math.min(mostMs, firstMs * 2 ** Math.min(failures - 1, 30));
  return Math.ceil(longest * (0.5 + Math.random() / 2));
}

/** Waits; rejects with an AbortError when the signal is aborted. */
export function pause(ms, signal) {
  return delay(ms, undefined, { signal });
}

/** True if work was given up because the participant stops, or its partition goes elsewhere. */
export function isAbandoned(error) {
  return error?.name === 'AbortError';
}

/** The result of the first attempt that is not Transient, however long it takes. */
export async function until(attempt, signal) {
  for (let failures = 1; ; failures++) {
    try {
      return await attempt();
    } catch (e) {
      if (!(e instanceof Transient)) {
        throw e;
      }
      console.warn(`Trying again: ${e.message}`);
      await pause(pauseMs(failures, 100, 5_000), signal);
    }
  }
}
