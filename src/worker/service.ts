import type { CancellationToken, MessageConnection } from 'vscode-jsonrpc';
import type { Job } from '../core/job.ts';
import { batchReport } from '../protocol/batch.ts';
import * as comparison from '../protocol/comparison.ts';
import { cellsText } from '../protocol/cells.ts';
import * as compute from '../protocol/compute.ts';
import { type Report, serve } from '../protocol/method.ts';
import { steps } from '../protocol/steps.ts';
import * as takeAway from '../protocol/takeAway.ts';
import { evaluateForApi, readForApi } from './api.ts';
import { batchReportOf } from './batchReport.ts';
import { compareSessions } from './comparison.ts';
import { cellsTextOf } from './cellsText.ts';
import { CancelledError, drive, type Turns } from './drive.ts';
import { glance } from './glance.ts';
import { conventionReportOf, gradientCheckOf, precisionsOf, variantOf } from './questions.ts';
import { cellAt, locateCell } from './places.ts';
import { rewriteChanges } from './rewriteChanges.ts';
import { detailOf, detailUnder } from './rowDetail.ts';
import { describeArrangement } from './rowOrder.ts';
import { resultLinesOf } from './resultLines.ts';
import { evaluateReading, openSession, type Session } from './session.ts';
import { stepsOf } from './steps.ts';
import { arrayFileOf, arrayTextOf, lossTestOf } from './takeAway.ts';
import { describeSession, windowOf } from './views.ts';

/** The host asks for a session that this thread never had, as after a restart. */
class UnknownSessionError extends Error {
  override readonly name = 'UnknownSessionError';
  constructor() {
    super('This evaluation is no longer open. Run the command again.');
  }
}

/** Answers everything that the host asks of the compute thread. */
export function serveCompute(connection: MessageConnection, turns: Turns): void {
  const sessions = new Map<number, Session>();

  const session = (id: number): Session => {
    const found = sessions.get(id);
    if (!found) throw new UnknownSessionError();
    return found;
  };
  const keep = async (id: number, job: Job<Session>, token: CancellationToken, report: Report) => {
    const opened = await drive(job, turns, token, report);
    if (token.isCancellationRequested) throw new CancelledError();
    sessions.set(id, opened);
    return describeSession(opened);
  };

  serve(connection, compute.ping, () => null);
  serve(connection, compute.read, ({ text, languageId }, token) =>
    drive(readForApi(text, languageId), turns, token),
  );
  serve(connection, compute.evaluate, (params, token) =>
    drive(evaluateForApi(params), turns, token),
  );
  serve(connection, compute.glance, ({ source, options }, token) =>
    drive(glance(source, options), turns, token),
  );
  serve(connection, compute.openSession, ({ session: id, source, settings }, token, report) =>
    keep(id, openSession(source, settings), token, report),
  );
  serve(connection, compute.deriveSession, ({ from, session: id, settings }, token, report) => {
    const { source, reading } = session(from);
    return keep(id, evaluateReading(source, reading, settings), token, report);
  });
  serve(connection, compute.keepSession, ({ from, session: id }) => {
    sessions.set(id, session(from));
    return null;
  });
  serve(connection, compute.closeSession, ({ session: id }) => {
    sessions.delete(id);
    return null;
  });
  const answer = <Query extends object, Result>(
    { forThread }: compute.SessionQuestion<Query, Result>,
    job: (session: Session, query: Query) => Job<Result>,
  ) => {
    serve(connection, forThread, ({ session: id, query }, token, report) =>
      drive(job(session(id), query), turns, token, report),
    );
  };
  const show = <Query extends object, Result>(
    { forThread }: compute.SessionQuestion<Query, Result>,
    view: (session: Session, query: Query) => Result,
  ) => {
    serve(connection, forThread, ({ session: id, query }) => view(session(id), query));
  };
  answer(compute.arrangeRows, describeArrangement);
  answer(compute.rowWindow, windowOf);
  answer(cellsText, cellsTextOf);
  show(compute.rowDetail, (session, { row, under }) =>
    under ? detailUnder(session, row, under) : detailOf(session, row),
  );
  show(compute.locate, locateCell);
  show(compute.cellAt, (session, { offset }) => cellAt(session, offset));
  answer(compute.rewriteChanges, rewriteChanges);
  answer(compute.conventionReport, conventionReportOf);
  answer(compute.precisionLens, precisionsOf);
  answer(compute.gradientCheck, gradientCheckOf);
  answer(batchReport, batchReportOf);
  answer(compute.variantLoss, (session, { variant, row }) => variantOf(session, variant, row));
  show(steps, stepsOf);
  answer(comparison.compareSessions, (shown, { pinned }) =>
    compareSessions(session(pinned), shown),
  );
  answer(takeAway.arrayText, arrayTextOf);
  answer(takeAway.arrayFile, arrayFileOf);
  answer(takeAway.lossTest, lossTestOf);
  show(takeAway.resultLines, resultLinesOf);
  connection.listen();
}
