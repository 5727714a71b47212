// What a handler returns.

/** Done: the changes are committed with this reply. */
export function succeeded(type, value) {
  return { outcome: 'succeeded', type, value };
}

/** Refused for a business reason, for good: the changes are rolled back, the saga turns back. */
export function rejected(code, message) {
  return { outcome: 'rejected', code, message };
}

/** Not now: everything is rolled back, the orchestrator tries again. */
export function failed(code, message) {
  return { outcome: 'failed', code, message };
}
