/** What the panel asks about a session on demand: each of these may visit every logit. */
import type { Job } from '../core/job.ts';
import { compareConventions } from '../core/loss/compareConventions.ts';
import { checkGradient } from '../core/loss/gradientCheck.ts';
import { LossError } from '../core/loss/lossError.ts';
import { measurePrecision } from '../core/loss/precisionLens.ts';
import type { Targets } from '../core/loss/targets.ts';
import { evaluateVariant, evaluateVariantGradient } from '../core/loss/variants.ts';
import type {
  Comparisons,
  GradientComparison,
  Precisions,
  VariantChoice,
  VariantResult,
} from '../protocol/compute.ts';
import { type Session, usableTargets } from './session.ts';

export function* conventionReportOf(session: Session): Job<Comparisons> {
  const { logits, options } = session;
  const comparisons = yield* compareConventions(logits, requireTargets(session), options);
  return [...comparisons];
}

export function* precisionsOf(session: Session): Job<Precisions> {
  const { logits, options } = session;
  return yield* measurePrecision(logits, usableTargets(session), options);
}

export function* gradientCheckOf(session: Session): Job<GradientComparison> {
  const { logits, options } = session;
  return yield* checkGradient(logits, requireTargets(session), options);
}

export function* variantOf(
  session: Session,
  variant: VariantChoice,
  row: number,
): Job<VariantResult> {
  const { logits, options } = session;
  const targets = requireTargets(session);
  const { name, source, sum, mean, lossPerRow, divisor } = yield* evaluateVariant(
    logits,
    targets,
    options,
    variant,
  );
  return {
    name,
    source,
    sum,
    mean,
    lossOfRow: lossPerRow[row] ?? NaN,
    gradientOfRow: yield* evaluateVariantGradient(logits, targets, options, variant, divisor, row),
  };
}

function requireTargets({ targets }: Session): Targets {
  if (targets) return targets;
  throw new LossError('Without targets there is no loss. Give some first.');
}
