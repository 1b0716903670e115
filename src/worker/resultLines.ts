import { conventions } from '../core/loss/conventions.ts';
import { completeOptions } from '../core/loss/options.ts';
import { evaluatedRow } from './evaluatedRows.ts';
import type { Session } from './session.ts';

/** Of larger arrays there is one line for all: their rows would bury the text that they are put into. */
const valuesAtMost = 200;

/**
 * The result in a few lines for people, every number at full precision.
 *
 * Nothing in them reads as targets: they are put beside the array, where the next evaluation looks for some.
 */
export function resultLinesOf(session: Session): string[] {
  const { logits, results, refusal } = session;
  if (refusal) throw refusal;
  const { losses, argmax } = results;
  const { rows, classes, values } = logits;
  const what = [`${rows} x ${classes} logits`, ...changedOptions(session)].join(', ');
  const head = losses
    ? `Softmax cross-entropy of ${what}: ${losses.sum} (sum), ${losses.mean} (mean)`
    : `Softmax of ${what}`;
  const listed = values.length <= valuesAtMost ? argmax : [];
  return [head, ...Array.from(listed, (predicted, row) => describeRow(session, row, predicted))];
}

function describeRow(session: Session, row: number, predicted: number): string {
  const { options, results } = session;
  const { gradient, probabilities } = evaluatedRow(session, row);
  const loss = results.losses?.lossPerRow[row];
  const [name, values] =
    loss === undefined || !gradient
      ? ['probabilities', probabilities]
      : [
          `loss ${loss}, gradient of the ${options.reduction === 'mean' ? 'mean' : 'sum'}`,
          gradient,
        ];
  return `row ${row}: argmax ${predicted}, ${name} [${values.join(', ')}]`;
}

/** What is set otherwise than by default, in words. */
function changedOptions({ options, settings, logits, changes: tried }: Session): string[] {
  const { convention, temperature, labelSmoothing, ignoreIndex, classWeights } = options;
  const defaults = completeOptions({}, logits.classes);
  const changes = [
    convention !== defaults.convention && `convention of ${conventions[convention].name}`,
    temperature !== defaults.temperature && `temperature ${temperature}`,
    labelSmoothing !== defaults.labelSmoothing && `label smoothing ${labelSmoothing}`,
    ignoreIndex !== defaults.ignoreIndex && `ignore index ${ignoreIndex}`,
    classWeights !== undefined && 'class weights',
    settings.valuesAre !== 'logits' && `given as ${settings.valuesAre}`,
    tried.logits.length + tried.targets.length > 0 && 'with changes that are tried out',
  ];
  return changes.filter((change) => change !== false);
}
