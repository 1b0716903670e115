import * as v from 'valibot';
import {
  CancellationToken,
  type MessageConnection,
  ProgressType,
  ResponseError,
} from 'vscode-jsonrpc';
import { fromFailure, toFailure, failureSchema } from './failure.ts';

/** A request that one side of a connection answers: what it takes and what it gives. */
export interface Method<Params extends object, Result> {
  readonly name: string;
  readonly params: v.GenericSchema<unknown, Params>;
  readonly result: v.GenericSchema<unknown, Result>;
}

/** A message that asks for no answer. */
export interface Notification<Params extends object> {
  readonly name: string;
  readonly params: v.GenericSchema<unknown, Params>;
}

/** Our own application code within JSON-RPC's range for implementation-defined errors. */
const failedRequest = -32000;

/** How far a request has come, from 0 to 1. */
export type Report = (fraction: number) => void;

/** Under which a request is told how far it has come; its caller adds it to the parameters. */
const tracked = v.object({ progressToken: v.number() });
const fractionDone = new ProgressType<number>();
let requestsTracked = 0;

/** Answers every request of one method; whatever the handler throws reaches the caller as a failure. */
export function serve<Params extends object, Result>(
  connection: MessageConnection,
  method: Method<Params, Result>,
  handler: (params: Params, token: CancellationToken, report: Report) => Result | Promise<Result>,
): void {
  connection.onRequest(method.name, async (params: unknown, token: CancellationToken) => {
    try {
      const report = reportTo(connection, params);
      return await handler(parse(method.name, method.params, params), token, report);
    } catch (error) {
      const failure = toFailure(error);
      return new ResponseError(failedRequest, failure.message, failure);
    }
  });
}

function reportTo(connection: MessageConnection, params: unknown): Report {
  if (!v.is(tracked, params)) return () => undefined;
  return (fraction) => {
    // As with a notification: if it cannot be delivered, nobody waits for it.
    connection.sendProgress(fractionDone, params.progressToken, fraction).catch(() => undefined);
  };
}

/**
 * Sends a request. Rejects with the error that the other side threw, its name and place kept.
 *
 * @param onProgress hears how far the other side has come, if it takes long
 */
export async function request<Params extends object, Result>(
  connection: MessageConnection,
  method: Method<Params, Result>,
  params: Params,
  token = CancellationToken.None,
  onProgress?: Report,
): Promise<Result> {
  let answer: unknown;
  const progressToken = requestsTracked++;
  const listening = onProgress && connection.onProgress(fractionDone, progressToken, onProgress);
  try {
    const sent = onProgress ? { ...params, progressToken } : params;
    answer = await connection.sendRequest(method.name, sent, token);
  } catch (error) {
    if (error instanceof ResponseError && v.is(failureSchema, error.data)) {
      throw fromFailure(error.data);
    }
    throw error;
  } finally {
    listening?.dispose();
  }
  return parse(method.name, method.result, answer);
}

export function notify<Params extends object>(
  connection: MessageConnection,
  notification: Notification<Params>,
  params: Params,
): void {
  // A notification that cannot be delivered has nobody left to hear it: the connection's end is
  // reported through its own events.
  connection.sendNotification(notification.name, params).catch(() => undefined);
}

export function onNotification<Params extends object>(
  connection: MessageConnection,
  notification: Notification<Params>,
  handler: (params: Params) => void,
): void {
  connection.onNotification(notification.name, (params: unknown) =>
    handler(parse(notification.name, notification.params, params)),
  );
}

function parse<Output>(name: string, schema: v.GenericSchema<unknown, Output>, value: unknown) {
  const outcome = v.safeParse(schema, value, { abortEarly: true });
  if (outcome.success) return outcome.output;
  const [issue] = outcome.issues;
  const place = v.getDotPath(issue);
  throw new TypeError(
    `Bad message "${name}"${place === null ? '' : ` at ${place}`}: ${issue.message}`,
  );
}
