import { html, LitElement, nothing, type SVGTemplateResult, type TemplateResult } from 'lit';
import type { RowFilter } from '../../protocol/compute.ts';
import { saveFile } from '../../protocol/takeAway.ts';
import { moveByKey } from '../grid/keyboard.ts';
import type { PanelStore } from '../store/panelStore.ts';
import { pngOf, svgOf } from './picture.ts';

/** A chart as it is drawn for a width. It may be wider than that, and is scrolled then. */
export interface Drawing {
  readonly width: number;
  readonly height: number;
  readonly content: SVGTemplateResult;
  /** A picture with this text for those who do not see it, or something to work with. */
  readonly role: 'img' | 'group' | 'grid';
  readonly label: string;
  /** What can be done with its marks. */
  readonly hint?: string;
}

/** What the marks of a chart stand for in the grid of rows. */
export interface Choice {
  readonly isChosen: (filter: RowFilter) => boolean;
  /** Shows the rows of a mark, or, where it is chosen, all rows again. */
  readonly choose: (filter: RowFilter) => void;
}

export type Draw<Data> = (data: Data, width: number, choice: Choice) => Drawing;

/** A chart with its name. The marks of it that do something are one stop of the Tab key: arrows move on. */
export function chart<Data>(
  name: string,
  draw: Draw<Data>,
  data: Data,
  filter: RowFilter,
  store: PanelStore,
): TemplateResult {
  return html`<softmax-lens-chart
    .name=${name}
    .draw=${draw}
    .data=${data}
    .filter=${filter}
    .store=${store}
  ></softmax-lens-chart>`;
}

export class Chart extends LitElement {
  static override readonly properties = {
    name: { attribute: false },
    draw: { attribute: false },
    data: { attribute: false },
    filter: { attribute: false },
    store: { attribute: false },
    width: { state: true },
    pointedAt: { state: true },
  };
  declare name: string;
  declare draw: Draw<unknown>;
  declare data: unknown;
  declare filter: RowFilter;
  declare store: PanelStore;
  declare private width: number;
  /** What the mark says that has the pointer or the focus. */
  declare private pointedAt: string;
  /** The mark that the Tab key comes to. */
  #current: SVGElement | null = null;
  readonly #observer = new ResizeObserver(([entry]) => {
    this.width = Math.floor(entry?.contentRect.width ?? 0);
  });

  constructor() {
    super();
    this.width = 0;
    this.pointedAt = '';
  }

  override connectedCallback(): void {
    super.connectedCallback();
    this.#observer.observe(this);
  }

  override disconnectedCallback(): void {
    super.disconnectedCallback();
    this.#observer.disconnect();
  }

  protected override createRenderRoot(): this {
    return this;
  }

  protected override render(): unknown {
    // The drawing itself listens to nothing: in Chromium, one that listens to the focus takes it.
    if (this.width === 0) return nothing;
    const { width, height, content, role, label, hint } = this.draw(this.data, this.width, {
      isChosen: (filter) => this.#isChosen(filter),
      choose: (filter) => this.store.arrangement.filter(this.#isChosen(filter) ? {} : filter),
    });
    return html`
      <figure>
        <figcaption>
          <h3>${this.name}</h3>
          <span>save as</span>
          ${this.#saveButton('SVG', (drawn) => Promise.resolve(svgOf(drawn)))}
          ${this.#saveButton('PNG', pngOf)}
        </figcaption>
        <div
          class="plot"
          @keydown=${this.#onKeyDown}
          @focusin=${this.#onPoint}
          @pointerover=${this.#onPoint}
          @pointerleave=${() => (this.pointedAt = '')}
        >
          <svg role=${role} aria-label=${label} width=${width} height=${height}>${content}</svg>
        </div>
        ${
          hint === undefined
            ? nothing
            : html`<p class="explanation" aria-hidden="true">${this.pointedAt || hint}</p>`
        }
      </figure>
    `;
  }

  protected override updated(): void {
    const marks = this.#marks();
    if (!this.#current || !marks.includes(this.#current)) this.#current = marks[0] ?? null;
    for (const mark of marks) mark.setAttribute('tabindex', mark === this.#current ? '0' : '-1');
  }

  #marks(): SVGElement[] {
    return [...this.querySelectorAll<SVGElement>('[data-row]')];
  }

  #isChosen(filter: RowFilter): boolean {
    return JSON.stringify(filter) === JSON.stringify(this.filter);
  }

  #saveButton(
    format: string,
    pictureOf: (drawn: SVGSVGElement) => Promise<Uint8Array>,
  ): TemplateResult {
    const save = async (): Promise<void> => {
      const drawn = this.querySelector('svg');
      if (!drawn) return;
      const suggestedName = `${this.name.toLowerCase().replaceAll(' ', '-')}.${format.toLowerCase()}`;
      try {
        await this.store.errands.run(saveFile, { suggestedName, bytes: await pictureOf(drawn) });
      } catch {
        this.store.errands.announce(
          `The chart could not be made into a ${format}. Try the other format.`,
        );
      }
    };
    return html`<button class="link" aria-label="Save ${this.name} as ${format}" @click=${save}>
      ${format}
    </button>`;
  }

  readonly #onPoint = ({ target, type }: Event): void => {
    const mark = markAt(target);
    if (type === 'focusin') this.#current = mark;
    this.pointedAt = mark?.querySelector('title')?.textContent ?? '';
  };

  readonly #onKeyDown = (event: KeyboardEvent): void => {
    const mark = markAt(event.target);
    if (!mark) return;
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      mark.dispatchEvent(new MouseEvent('click'));
      return;
    }
    const marks = this.#marks();
    const last = marks.at(-1);
    if (!last) return;
    const size = { rows: placeOf(last).row + 1, columns: placeOf(last).column + 1, page: Infinity };
    const next = moveByKey(placeOf(mark), event, size);
    if (!next) return;
    event.preventDefault();
    marks[next.row * size.columns + next.column]?.focus();
  };
}

function markAt(target: EventTarget | null): SVGElement | null {
  return target instanceof Element ? target.closest<SVGElement>('[data-row]') : null;
}

function placeOf({ dataset }: SVGElement): { row: number; column: number } {
  const { row, column } = dataset;
  return { row: Number(row), column: Number(column) };
}
