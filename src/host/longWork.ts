import { CancellationTokenSource, ProgressLocation, window } from 'vscode';
import type { CancellationToken } from 'vscode-jsonrpc';
import type { Report } from '../protocol/method.ts';

/** Work that is done sooner is not worth a notification that comes and goes. */
const patienceMs = 500;

/** Shows how far work has come, and lets the user cancel it, if it takes long enough to wonder. */
export async function showingProgress<Result>(
  title: string,
  work: (token: CancellationToken, report: Report) => Promise<Result>,
): Promise<Result> {
  const source = new CancellationTokenSource();
  let fraction = 0;
  let show = (): void => undefined;
  const result = work(source.token, (done) => {
    fraction = done;
    show();
  });
  const patience = setTimeout(() => {
    const options = { location: ProgressLocation.Notification, title, cancellable: true };
    void window.withProgress(options, async (progress, token) => {
      token.onCancellationRequested(() => source.cancel());
      let shown = 0;
      show = () => {
        progress.report({ increment: (fraction - shown) * 100 });
        shown = fraction;
      };
      show();
      await result.catch(() => undefined);
    });
  }, patienceMs);
  try {
    return await result;
  } finally {
    clearTimeout(patience);
    source.dispose();
  }
}
