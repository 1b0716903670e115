import { html, type TemplateResult } from 'lit';

interface Choice<Option> {
  readonly label: string;
  readonly options: readonly Option[];
  readonly chosen: Option;
  readonly choose: (option: Option) => void;
  /** What an option is called; by default as it is. */
  readonly titles?: (option: Option) => string;
}

/** A labelled choice among a few. */
export function select<Option>({
  label,
  options,
  chosen,
  choose,
  titles = String,
}: Choice<Option>): TemplateResult {
  return html`
    <span class="field">
      <span class="caption" aria-hidden="true">${label}</span>
      <vscode-single-select
        label=${label}
        .value=${String(chosen)}
        @change=${(event: Event) => {
          const option = options.find((option) => String(option) === valueOf(event));
          if (option !== undefined) choose(option);
        }}
      >
        ${options.map(
          (option) => html`<vscode-option value=${option}>${titles(option)}</vscode-option>`,
        )}
      </vscode-single-select>
    </span>
  `;
}

export function valueOf(event: Event): string {
  return event.target !== null && 'value' in event.target ? String(event.target.value) : '';
}
