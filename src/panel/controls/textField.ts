import { html, LitElement, nothing, type PropertyValues, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';

/** A labelled text that is taken when the user is done with it, with Enter or by leaving the field. */
export class TextField extends LitElement {
  static override readonly properties = {
    label: { attribute: false },
    value: { attribute: false },
    hint: { attribute: false },
    take: { attribute: false },
    draft: { state: true },
    problem: { state: true },
  };
  declare label: string;
  declare value: string;
  /** What an empty field shows. */
  declare hint: string;
  /** Takes a text that is not the value. @returns why it cannot, or null if it did. */
  declare take: (text: string) => string | null;
  /** What the user has typed, right or wrong. It stays until what became of it is known. */
  declare private draft: string | null;
  declare private problem: string | null;
  #taken = false;

  constructor() {
    super();
    this.hint = '';
    this.draft = null;
    this.problem = null;
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(changed: PropertyValues<this>): void {
    if (changed.has('value') && this.#taken) this.draft = null;
  }

  protected override updated(changed: PropertyValues<this>): void {
    const field = this.querySelector('vscode-textfield');
    if (!changed.has('value') || !field || field !== document.activeElement) return;
    // Who is about to type over a text, and not into it, is not to find another one in its place.
    const { wrappedElement: input } = field;
    const { selectionStart, selectionEnd, value } = input;
    if (selectionStart === 0 && selectionEnd === value.length) {
      void field.updateComplete.then(() => input.select());
    }
  }

  protected override render(): TemplateResult {
    return html`
      <span class="caption" aria-hidden="true">${this.label}</span>
      <vscode-textfield
        .label=${this.label}
        .value=${live(this.draft ?? this.value)}
        .invalid=${this.problem !== null}
        placeholder=${this.hint}
        @input=${(event: Event) => {
          this.draft = valueOf(event);
          this.#taken = false;
        }}
        @change=${(event: Event) => this.#finish(valueOf(event).trim())}
      ></vscode-textfield>
      ${this.problem === null ? nothing : html`<p class="problem" role="alert">${this.problem}</p>`}
    `;
  }

  #finish(text: string): void {
    this.problem = text === this.value ? null : this.take(text);
    this.#taken = this.problem === null;
    // An emptied field goes back to what holds without it.
    if (text === '') this.draft = null;
  }
}

function valueOf(event: Event): string {
  return event.target !== null && 'value' in event.target ? String(event.target.value) : '';
}
