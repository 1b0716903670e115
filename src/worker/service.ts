import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc';
import type { Job } from '../core/job.ts';
import * as compute from '../protocol/compute.ts';
import { notify, serve } from '../protocol/method.ts';
import { evaluateForApi, readForApi } from './api.ts';
import { drive, type NextTurn } from './drive.ts';
import { glance } from './glance.ts';
import {
  describeSession,
  detailOf,
  evaluateReading,
  locateLogit,
  openSession,
  type Session,
  windowOf,
} from './session.ts';

/** The host asks for a session that this thread never had, as after a restart. */
class UnknownSessionError extends Error {
  override readonly name = 'UnknownSessionError';
  constructor() {
    super('This evaluation is no longer open. Run the command again.');
  }
}

/** Answers everything that the host asks of the compute thread. */
export function serveCompute(connection: MessageConnection, nextTurn: NextTurn): void {
  const sessions = new Map<number, Session>();

  const session = (id: number): Session => {
    const found = sessions.get(id);
    if (!found) throw new UnknownSessionError();
    return found;
  };
  const keep = async (id: number, job: Job<Session>, token: CancellationToken) => {
    const opened = await drive(job, nextTurn, token, (fraction) =>
      notify(connection, compute.progress, { session: id, fraction }),
    );
    sessions.set(id, opened);
    return describeSession(opened);
  };

  serve(connection, compute.ping, () => null);
  serve(connection, compute.read, ({ text, languageId }, token) =>
    drive(readForApi(text, languageId), nextTurn, token),
  );
  serve(connection, compute.evaluate, (params, token) =>
    drive(evaluateForApi(params), nextTurn, token),
  );
  serve(connection, compute.glance, ({ source, options }, token) =>
    drive(glance(source, options), nextTurn, token),
  );
  serve(connection, compute.openSession, ({ session: id, source, settings }, token) =>
    keep(id, openSession(source, settings), token),
  );
  serve(connection, compute.updateSession, ({ session: id, settings }, token) => {
    const { source, reading } = session(id);
    return keep(id, evaluateReading(source, reading, settings), token);
  });
  serve(connection, compute.closeSession, ({ session: id }) => {
    sessions.delete(id);
    return null;
  });
  serve(connection, compute.rowWindow, ({ session: id, quantity, rows, columns }) =>
    windowOf(session(id), quantity, rows, columns),
  );
  serve(connection, compute.rowDetail, ({ session: id, row }) => detailOf(session(id), row));
  serve(connection, compute.locate, ({ session: id, row, column }) =>
    locateLogit(session(id), row, column),
  );
  connection.listen();
}
