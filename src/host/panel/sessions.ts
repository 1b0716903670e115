let sessions = 0;

/** The number of a session that is to be opened on the compute thread. */
export function newSession(): number {
  return ++sessions;
}

/** Whether the thread was asked about a session that it does not have, as after it was started anew. */
export function isUnknownSession(error: unknown): boolean {
  return error instanceof Error && error.name === 'UnknownSessionError';
}
