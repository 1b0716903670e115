import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../controls/icon.ts';

interface OptionSlider {
  readonly label: string;
  readonly value: number;
  /** What it goes back to. */
  readonly initial: number;
  /** The ends of the track, as positions. */
  readonly least: number;
  readonly most: number;
  readonly toPosition: (value: number) => number;
  readonly toValue: (position: number) => number;
  readonly change: (value: number | undefined) => void;
}

/** An option of the loss as a slider. Values beyond its ends can be typed among the options. */
export function optionSlider(option: OptionSlider): TemplateResult {
  const { label, value, initial, least, most, toPosition, toValue, change } = option;
  return html`
    <span class="field">
      <label class="field">
        <span class="caption">${label}</span>
        <input
          type="range"
          min=${least}
          max=${most}
          step="0.01"
          .value=${live(String(toPosition(value)))}
          aria-valuetext=${value}
          @input=${({ target }: Event & { target: HTMLInputElement }) =>
            change(toValue(Number(target.value)))}
        />
        <span class="value" aria-hidden="true">${value}</span>
      </label>
      <button
        class="reset"
        title="Back to ${initial}"
        aria-label="${label}: back to ${initial}"
        ?disabled=${value === initial}
        @click=${() => change(undefined)}
      >
        ${icon('discard')}
      </button>
    </span>
  `;
}
