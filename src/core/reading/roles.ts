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
]);
const targetNames =
  /^(?:ys?|y_?(?:true|train|test|val|valid|batch|gt)|gt|true|truths|answers?|class(?:es|_?ids?|_?ind(?:ex|ices)|_?idx)?|class|cls|chosen|correct|ground_?truth)$/i;
/** Words beside which a label is a size, a name or a weight. */
const otherWords = new Set([
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
const otherNames =
  /^(?:shape|sizes?|dims?|ndim|strides?|order|axis|axes|perm|offsets?|lengths?|counts?|ids?|index|indices|mask|rows|cols|columns|nrow|ncol|steps?|epochs?|seed|version|weights?|bias|argmax|pred\w*|device_ids)$/i;
const logitsWords = new Set(['logit', 'logits']);

function words(name: string): string[] {
  return name
    .replaceAll(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .split(/[^a-z\d]+/);
}

/** `y`, `labels`, `y_true`, `trainTargets`, but not `label_smoothing` or `num_labels`. */
export function namesTargets(name: string): boolean {
  if (targetNames.test(name)) return true;
  const parts = words(name);
  return parts.some((word) => targetWords.has(word)) && !parts.some((word) => otherWords.has(word));
}

export function namesLogits(name: string): boolean {
  return words(name).some((word) => logitsWords.has(word));
}

const indexName =
  /^(?:|#|ids?|idx|index|row|rows|rownames?|sample|samples|sample_?ids?|name|names|no\.?|nr\.?|unnamed: 0)$/i;

/** Whether a column with this header numbers or names the rows. */
export function namesIndex(header: string): boolean {
  return indexName.test(header);
}

/** `shape`, `strides`, `ids`: integers that are neither logits nor targets. */
export function namesNeither(name: string): boolean {
  return otherNames.test(name);
}
