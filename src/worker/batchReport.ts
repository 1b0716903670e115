import type { Job } from '../core/job.ts';
import { ignored, makeBatch } from '../core/loss/batch.ts';
import { confusionMatrix } from '../core/loss/confusionMatrix.ts';
import { measure, topAccuracy } from '../core/loss/metrics.ts';
import { stage } from '../core/loss/stage.ts';
import type { BatchResult, LossHistogram } from '../protocol/batch.ts';
import { lossHistogram } from './lossHistogram.ts';
import type { Session } from './session.ts';

/** As many as can still be told apart. */
const confusedClassesAtMost = 20;

const topSizes = [2, 3, 5, 10, 20, 50, 100];

export function* batchReportOf(session: Session): Job<BatchResult> {
  const { logits, targets, options, results, refusal } = session;
  const { classes } = logits;
  const losses = yield* stage(0, 2, histogramOf(session));
  const usable = refusal ? undefined : targets;
  const { rows, meanEntropy, meanMargin, meanConfidence, predictions } = yield* stage(
    1,
    2,
    measure(logits, usable, options, results),
  );
  const means = { losses, meanEntropy, meanMargin, meanConfidence };
  const { rank } = rows;
  if (!predictions || !rank) return { ...means, predictions: null };
  const { accuracy, perplexity, calibration, confusions } = predictions;
  return {
    ...means,
    predictions: {
      accuracy,
      topAccuracies: topSizes
        .filter((k) => k < classes)
        .map((k) => ({ k, accuracy: topAccuracy(rank, k) })),
      perplexity,
      calibration,
      confusions: confusionMatrix(confusions, classes, confusedClassesAtMost),
    },
  };
}

function* histogramOf({ logits, targets, options, results }: Session): Job<LossHistogram | null> {
  if (!results.losses) return null;
  const { classOfRow } = makeBatch(logits, targets, options);
  return yield* lossHistogram(results.losses.lossPerRow, (row) => classOfRow?.[row] !== ignored);
}
