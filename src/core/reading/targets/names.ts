/** What the name of a variable, key or column says about the array that it holds. */

const targetWords = new Set([
  'label',
  'labels',
  'lbl',
  'target',
  'targets',
  'tgt',
  'truth',
  'gold',
  'gt',
]);
const targetNames =
  /^(?:ys?|y_?(?:true|train|test|val|valid|batch)|answers?|class(?:es|_?ids?|_?ind(?:ex|ices)|_?idx)?|cls|chosen|correct)$/i;
/** Words beside which a label is a size, a name or a weight. */
const sizeWords = new Set([
  'num',
  'n',
  'number',
  'count',
  'counts',
  'name',
  'names',
  'size',
  'shape',
  'weight',
  'weights',
  'smoothing',
  'map',
  'mask',
  'length',
  'lengths',
  'font',
  'color',
]);
const logitsWords = new Set(['logit', 'logits']);
const shapeNames = /^(?:shape|sizes?|dims?|ndim|strides?|order|axis|axes|perm|padding)$/i;
const otherNames =
  /^(?:offsets?|lengths?|counts?|\w*_?ids?|index|indices|mask|rows|cols|columns|nrow|ncol|steps?|epochs?|seed|version|weights?|bias|argmax|pred\w*|prob\w*|log_?prob\w*|softmax\w*|grad\w*|loss(?:es)?)$/i;
const indexNames = /^(?:|#|rows|rownames?|samples?|sampleids?|names?|no\.?|nr\.?|unnamed: 0)$/i;
/** What a column tells of its rows by whole numbers, or by words. */
const countingWords = new Set([
  'id',
  'ids',
  'idx',
  'uid',
  'uuid',
  'guid',
  'index',
  'row',
  'step',
  'iter',
  'iteration',
  'batch',
  'minibatch',
  'fold',
  'split',
  'seed',
  'rank',
  'run',
  'trial',
  'date',
  'worker',
  'annotator',
  'rater',
  'total',
  'correct',
  'top1',
  'top2',
  'top3',
  'top5',
  'top10',
]);
/** What it tells of the outcome, and not of its class: what was predicted, how surely, how well. */
const outcomeWords = new Set([
  'pred',
  'preds',
  'predict',
  'predicted',
  'prediction',
  'predictions',
  'ypred',
  'yhat',
  'argmax',
  'conf',
  'confidence',
  'certainty',
  'uncertainty',
  'entropy',
  'score',
  'prob',
  'proba',
  'probability',
]);
/** What it may tell by fractions, too: trainers log one of an epoch. */
const measuringWords = new Set([
  ...outcomeWords,
  'epoch',
  'time',
  'timestamp',
  'datetime',
  'loss',
  'lr',
  'weight',
  'weights',
  'acc',
  'accuracy',
]);
/** What sums up the values of a row, and words that are outcomes only together. */
const outcomeNames =
  /^(?:(?:max|min|mean|std|top)_?(?:logit|prob|proba|score)s?|(?:logit|prob|proba|score)s?_(?:max|min|mean|std|margin|scale|bias|temperature)|(?:y|label|target|class)_hat)$/i;
/** Words that go with those: `global_step`, `row_number`, `y_pred`, `is_correct`. */
const accompanyingWords = new Set([
  'y',
  'label',
  'target',
  'class',
  'cls',
  'is',
  'was',
  'model',
  'max',
  'top',
  'instance',
  'example',
  'global',
  'local',
  'world',
  'random',
  'cv',
  'train',
  'training',
  'test',
  'val',
  'valid',
  'validation',
  'sample',
  'data',
  'dataset',
  'num',
  'nr',
  'no',
  'number',
  'count',
  'size',
  'wall',
  'elapsed',
  'start',
  'end',
  'unix',
  'ms',
  'sec',
  'seconds',
]);

let lastName = '';
let lastWords: readonly string[] = [];

function words(name: string): readonly string[] {
  // Records all have the same names.
  if (name !== lastName) {
    lastName = name;
    lastWords = name
      .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
      .toLowerCase()
      .split(/[^a-z\d]+/);
  }
  return lastWords;
}

function hasTargetWord(name: string): boolean {
  const parts = words(name);
  return parts.some((word) => targetWords.has(word)) && !parts.some((word) => sizeWords.has(word));
}

/** `y`, `labels`, `y_true`, `trainTargets`, but not `label_smoothing` or `num_labels`. */
export function namesTargets(name: string): boolean {
  return targetNames.test(name) || hasTargetWord(name);
}

/** `label`, `target_class`: names that are clear even for a single number. */
export function namesSingleTarget(name: string): boolean {
  return /^class$/i.test(name) || hasTargetWord(name);
}

/** Whether a name is that of targets by what it shares with the name of the logits: `val_y` with `val_z`. */
export function namesTargetsOf(logits: string, name: string): boolean {
  const one = words(name);
  const other = words(logits);
  const most = Math.min(one.length, other.length) - 1;
  let before = 0;
  while (before < most && one[before] === other[before]) before++;
  let behind = 0;
  while (before + behind < most && one.at(-1 - behind) === other.at(-1 - behind)) behind++;
  const own = one.slice(before, one.length - behind).join('_');
  const isShared = before + behind > 0 && one.join('_') !== other.join('_');
  return isShared && (own === 't' || namesTargets(own));
}

export function namesLogits(name: string): boolean {
  return words(name).some((word) => logitsWords.has(word));
}

/** `shape`, `strides`: never data. */
export function namesShape(name: string): boolean {
  return shapeNames.test(name);
}

/** `ids`, `weights`, `predictions`: not targets, and logits only if nothing else is there. */
export function namesOther(name: string): boolean {
  return otherNames.test(name);
}

/** Whether a column with this header holds targets: `pred_label` and `label_prob` tell of the outcome. */
export function namesTargetColumn(header: string): boolean {
  return namesTargets(header) && !namesOutcome(header);
}

/** Whether a first column with this header numbers or names the rows. */
export function namesIndex(header: string): boolean {
  return indexNames.test(header) || namesMetadata(header);
}

/** `sample_id`, `global_step`, `y_pred`: what a column with this header tells of its rows is no class. */
export function namesMetadata(header: string): boolean {
  const parts = words(header);
  if (parts.length > 1 && /^ids?$/.test(parts.at(-1)!)) return true;
  if (outcomeNames.test(header)) return true;
  const isMeant = (word: string) => countingWords.has(word) || measuringWords.has(word);
  return parts.some(isMeant) && parts.every((word) => isMeant(word) || accompanyingWords.has(word));
}

/** `timestamp`, `train_loss`, `confidence`: metadata whose numbers may be fractions. */
export function namesMeasure(header: string): boolean {
  return outcomeNames.test(header) || (namesMetadata(header) && hasWordOf(measuringWords, header));
}

/** Whether what is called like metadata by a single word, such as `weight`, may be a class. */
export function mayNameClass(header: string): boolean {
  return words(header).length === 1;
}

function namesOutcome(header: string): boolean {
  return outcomeNames.test(header) || (namesMetadata(header) && hasWordOf(outcomeWords, header));
}

function hasWordOf(meant: ReadonlySet<string>, name: string): boolean {
  return words(name).some((word) => meant.has(word));
}
