import type { VariantChoice } from '../../protocol/compute.ts';
import type { VariantForm } from './viewState.ts';

/** The chosen loss, with its own parameters alone. */
export function variantChoice(form: VariantForm): VariantChoice {
  const { kind, gamma, alpha, coefficient, epsilon } = form;
  switch (kind) {
    case 'focal':
      return { kind, gamma, alpha };
    case 'z-loss':
      return { kind, coefficient };
    case 'poly-1':
      return { kind, epsilon };
  }
}
