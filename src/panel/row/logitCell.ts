import { html, nothing, type TemplateResult } from 'lit';
import { live } from 'lit/directives/live.js';
import { icon } from '../controls/icon.ts';
import { type Digits, formatNumber, fullPrecision } from '../numbers.ts';
import { barStyle } from './bar.ts';
import { placeOn, type Scale, slideByKey, snapTo } from './scale.ts';

/** A logit that can be changed. */
export interface LogitCell {
  readonly index: number;
  /** The class, with its name. */
  readonly inWords: string;
  readonly value: number;
  /** What it is in the document, if that is something else. */
  readonly was: number | undefined;
  readonly scale: Scale;
  readonly digits: Digits;
  /** What is being typed in its place. */
  readonly typed: Typing | undefined;
}

/** A logit that is being typed. */
export interface Typing {
  readonly index: number;
  /** What the field begins with, */
  readonly text: string;
  /** to be replaced by what is typed, or to be continued. */
  readonly replaced: boolean;
}

/** What can be done to a logit. */
export interface LogitActions {
  readonly change: (index: number, value: number) => void;
  readonly reset: (index: number) => void;
  /** Goes to it in the document. */
  readonly reveal: (index: number) => void;
  readonly type: (typing: Typing) => void;
  /** @param stays whether the field keeps the focus if the text cannot be taken */
  readonly finishTyping: (text: string, stays: boolean) => void;
  readonly cancelTyping: () => void;
}

/** What a field in a template is called back with. */
type FieldEvent = Event & { readonly target: HTMLInputElement };

/** A logit as a bar that is a slider, and as a number that can be typed. */
export function logitCell(cell: LogitCell, actions: LogitActions): TemplateResult {
  const { index, inWords, value, was, scale, typed } = cell;
  return html`<input
      type="range"
      class="track"
      data-class=${index}
      min=${scale.least}
      max=${scale.most}
      step="any"
      .value=${live(String(thumbAt(scale, value)))}
      aria-label="Logit of class ${inWords}"
      aria-valuetext=${fullPrecision(value)}
      style="${barStyle(scale, value)}${was === undefined ? '' : `;--was:${placeOn(scale, was)}`}"
      @input=${({ target }: FieldEvent) => actions.change(index, snapTo(scale, Number(target.value)))}
      @keydown=${(event: KeyboardEvent) => onKey(event, cell, actions)}
    />${typed === undefined ? typeButton(cell, actions) : typedField(inWords, typed, actions)}${
      was === undefined ? nothing : resetButton(cell, was, actions)
    }`;
}

/** NaN is nowhere on the scale. */
function thumbAt(scale: Scale, value: number): number {
  return Number.isNaN(value) ? 0 : Math.min(Math.max(value, scale.least), scale.most);
}

function onKey(event: KeyboardEvent, cell: LogitCell, actions: LogitActions) {
  const { index, value, scale } = cell;
  const { key, ctrlKey, metaKey, altKey } = event;
  if (ctrlKey || metaKey || altKey) return;
  const moved = slideByKey(scale, value, key);
  if (moved !== undefined) actions.change(index, moved);
  else if (key === 'F12') actions.reveal(index);
  else if (key === 'Delete' || key === 'Backspace') actions.reset(index);
  else if (key === 'Enter' || key === 'F2') beginTyping(cell, actions);
  else if (/^[-+.\d]$/.test(key)) actions.type({ index, text: key, replaced: false });
  else return;
  event.preventDefault();
}

function beginTyping({ index, value }: LogitCell, actions: LogitActions): void {
  actions.type({ index, text: fullPrecision(value), replaced: true });
}

function typeButton(cell: LogitCell, actions: LogitActions): TemplateResult {
  const { value, digits } = cell;
  return html`<button
    class="number${Number.isFinite(value) ? '' : ' special'}"
    tabindex="-1"
    title="Type a logit"
    data-text=${formatNumber(value, digits)}
    @click=${() => beginTyping(cell, actions)}
    .textContent=${fullPrecision(value)}
  ></button>`;
}

function typedField(inWords: string, { text }: Typing, actions: LogitActions): TemplateResult {
  return html`<input
    class="typed"
    aria-label="Type the logit of class ${inWords}"
    .value=${text}
    @keydown=${({ key, target }: KeyboardEvent & FieldEvent) => {
      if (key === 'Enter') actions.finishTyping(target.value, true);
      else if (key === 'Escape') actions.cancelTyping();
    }}
    @blur=${({ target }: FieldEvent) => actions.finishTyping(target.value, false)}
  />`;
}

function resetButton(
  { index, inWords }: LogitCell,
  was: number,
  actions: LogitActions,
): TemplateResult {
  const title = `Back to ${fullPrecision(was)}`;
  return html`<button
    class="reset"
    tabindex="-1"
    title=${title}
    aria-label="Class ${inWords}: ${title}"
    @click=${() => actions.reset(index)}
  >
    ${icon('discard')}
  </button>`;
}
