import type { Job } from '../../job.ts';
import { conventions } from '../../loss/conventions.ts';
import type { TestFramework } from '../names.ts';
import { withPoint } from '../numerals.ts';
import { writeText } from '../writeText.ts';
import type { Framework } from './framework.ts';
import { jaxTest } from './jaxTest.ts';
import { numpyTest } from './numpyTest.ts';
import { planTest, type Tested } from './plan.ts';
import { pytorchTest } from './pytorchTest.ts';

const frameworks: Readonly<Record<TestFramework, Framework>> = {
  pytorch: pytorchTest,
  jax: jaxTest,
  numpy: numpyTest,
};

/** Beside the tolerance of the plan, in parts of the expected value. */
const relativeTolerance = 1e-9;

/**
 * A test in Python that asserts the loss and its gradient: for pytest, and to be run as it stands.
 *
 * @param atMost characters for each array
 * @throws WritingError if that is not enough, there is nothing to assert, or frameworks would disagree
 */
export function* writeLossTest(name: TestFramework, tested: Tested, atMost: number): Job<string> {
  const { logits, options, loss } = tested;
  const { array, format, ...framework } = frameworks[name];
  const write = (shape: readonly number[], values: Float64Array): Job<string> =>
    writeText(format, { name: '', shape, values, columnTitle: String, hasNames: false }, atMost);
  const shape = [logits.rows, logits.classes];

  const logitsText = yield* write(shape, logits.values);
  const plan = planTest(tested);
  const { targets, tolerance } = plan;
  const targetsText =
    targets.kind === 'indices'
      ? `${array}([${targets.indices.join(', ')}])`
      : yield* write(shape, targets.probabilities);
  const weights = options.classWeights && Float64Array.from(options.classWeights);
  const weightsText = weights && (yield* write([weights.length], weights));
  const gradientText = yield* write(shape, tested.gradient);

  const { name: convention } = conventions[options.convention];
  const reduction = options.reduction === 'mean' ? 'mean' : 'sum';
  return `${framework.imports.join('\n')}

# Softmax cross-entropy in the convention of ${convention}: the ${reduction}, and its gradient by the logits.
logits = ${logitsText}
targets = ${targetsText}
${weightsText === undefined ? '' : `weights = ${weightsText}\n`}expected_loss = ${withPoint(String(loss))}
expected_gradient = ${gradientText}


def softmax_cross_entropy(logits):
${indented(framework.loss(plan))}


def test_softmax_cross_entropy():
${indented(framework.evaluation)}
${indented([
  comparison('loss', 'expected_loss', tolerance.loss),
  comparison('gradient', 'expected_gradient', tolerance.gradient),
])}


if __name__ == "__main__":
    test_softmax_cross_entropy()
`;

  function comparison(actual: string, expected: string, absolute: number): string {
    const tolerances = `rtol=${relativeTolerance}, atol=${absolute.toExponential(1)}`;
    return `${framework.compare}(${actual}, ${expected}, ${tolerances})`;
  }
}

function indented(lines: readonly string[]): string {
  return lines.map((line) => `    ${line}`).join('\n');
}
