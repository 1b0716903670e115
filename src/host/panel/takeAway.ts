import { env } from 'vscode';
import type { MessageConnection } from 'vscode-jsonrpc';
import { formatTitles } from '../../core/formats/names.ts';
import { cellsText } from '../../protocol/cells.ts';
import { isPlain, type SessionQuestion } from '../../protocol/compute.ts';
import { serve } from '../../protocol/method.ts';
import * as takeAway from '../../protocol/takeAway.ts';
import { showingProgress } from '../longWork.ts';
import { applyChanges } from './applyChanges.ts';
import type { Evaluation } from './evaluation.ts';
import { insertComment } from './insertComment.ts';
import { saveFile } from './saveFile.ts';

/** Carries out what the panel wants to be taken out of it, and answers what came of it, in words. */
export function serveTakeAway(
  connection: MessageConnection,
  currentEvaluation: () => Evaluation | undefined,
): void {
  const evaluation = (): Evaluation => {
    const current = currentEvaluation();
    if (!current) throw new Error('There is nothing evaluated to take away.');
    return current;
  };
  const ask = <Query extends object, Result>(
    title: string,
    question: SessionQuestion<Query, Result>,
    query: Query,
  ): Promise<Result> =>
    showingProgress(title, (token, report) => evaluation().ask(question, query, token, report));

  serve(connection, takeAway.copyCells, async (query) => {
    const { text, rows, columns } = await ask('Copying cells', cellsText, query);
    await env.clipboard.writeText(text);
    const isOne = rows === 1 && columns === 1 && !query.headers;
    return isOne ? `Copied ${text}` : `Copied ${rows} × ${columns} cells`;
  });
  serve(connection, takeAway.copyArray, async (query) => {
    const { quantity } = query.array;
    const as = `as ${formatTitles[query.format]}`;
    const { text, shape, remark } = await ask(
      `Copying ${quantity} ${as}`,
      takeAway.arrayText,
      query,
    );
    await env.clipboard.writeText(text);
    const { part } = query.array;
    const rows = part && !isPlain(part.arrangement) ? ' of the rows as the panel shows them' : '';
    const copied = `Copied ${quantity}${rows}, ${shape.join(' × ')}, ${as}.`;
    return remark === null ? copied : `${copied} ${remark}`;
  });
  serve(connection, takeAway.copyTest, async (query) => {
    const test = `test in ${formatTitles[query.framework]}`;
    await env.clipboard.writeText(await ask(`Copying a ${test}`, takeAway.lossTest, query));
    return `Copied a ${test}.`;
  });
  serve(connection, takeAway.saveArray, (query) => {
    const { format, array } = query;
    return saveFile(evaluation().uri, `${array.quantity}.${format}`, (name) =>
      ask(`Saving ${name}`, takeAway.arrayFile, query),
    );
  });
  serve(connection, takeAway.insertComment, async () => {
    const current = evaluation();
    const lines = await current.ask(takeAway.resultLines, {});
    const { document, range } = current.place();
    return insertComment(document, range, lines);
  });
  serve(connection, takeAway.applyChanges, () => applyChanges(evaluation()));
  serve(connection, takeAway.saveFile, ({ suggestedName, bytes }) =>
    saveFile(currentEvaluation()?.uri, suggestedName, () => bytes),
  );
}
