import { html, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

interface Choice<Option> {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: Option;
  readonly choose: (option: Option) => void;
  /** What an option is called; by default as it is. */
  readonly titles?: (option: Option) => string;
}

/**
 * A labelled choice among a few. The browser's own control: it is worked by keyboard and read aloud as
 * everywhere else, and weighs 46 KB less than the one of @vscode-elements.
 */
export function select<Option>({
  label,
  options,
  chosen,
  choose,
  titles = String,
}: Choice<Option>): TemplateResult {
  return html`
    <label class="field">
      <span class="caption">${label}</span>
      <select
        @change=${({ target }: Event & { target: HTMLSelectElement }) => {
          const option = options[target.selectedIndex];
          if (option !== undefined) choose(option);
        }}
      >
        ${options.map(
          (option) =>
            html`<option
              value=${option}
              .selected=${live(option === chosen)}
              .textContent=${titles(option)}
            ></option>`,
        )}
      </select>
    </label>
  `;
}
