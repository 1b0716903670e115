import { html, LitElement, nothing } from 'lit';
import type { ResultColumn, Summary } from '../protocol/compute.ts';
import {
  type Axis,
  itemStart,
  offsetAtScroll,
  offsetToShow,
  scrollAtOffset,
  type Span,
  visibleSpan,
} from './axis.ts';
import { classOfColumn, gridColumnCount, resultColumns, shownQuantity } from './gridColumns.ts';
import { gridColumnPlace, type GridLayout, layOutGrid } from './gridLayout.ts';
import { type GridPart, type GridRow, gridRows, indicesOf } from './gridRows.ts';
import { type Cell, moveByKey } from './keyboard.ts';
import { formatNumber, fullPrecision } from './numbers.ts';
import { resultCell, resultValue } from './resultCell.ts';
import type { RowWindows } from './rowWindows.ts';
import type { PanelModel, PanelStore } from './store.ts';
import { tintScale } from './tint.ts';
import { Viewport } from './viewport.ts';

/** Rows and class columns that are drawn beyond each edge of the view. */
const overscan = { rows: 4, columns: 2 };

/** The rows of the result, windowed in both directions. */
export class ResultGrid extends LitElement {
  static override readonly properties = {
    model: { attribute: false },
    store: { attribute: false },
  };
  declare model: PanelModel;
  declare store: PanelStore;
  readonly #viewport = new Viewport(this);
  /** The offsets last scrolled to by key. */
  #intendedLeft: number | undefined;
  #intendedTop: number | undefined;
  #longest = new Map<ResultColumn | 'class', number>();
  #longestOf = '';
  #layout: GridLayout | undefined;
  #wanted: { readonly rows: Span; readonly columns: Span } | undefined;
  #hadFocus = false;
  /** The cell that was last brought into view for other parts of the panel. */
  #sought: PanelModel['sought'] = null;

  protected override createRenderRoot(): this {
    return this;
  }

  protected override willUpdate(): void {
    this.#hadFocus = this.contains(document.activeElement);
  }

  protected override render(): unknown {
    const { host, windows } = this.model;
    if (!host?.result || !windows) return nothing;
    const { summary } = host.result;
    return html`
      <div
        class="grid"
        role="grid"
        aria-label="Rows"
        aria-rowcount=${windows.rows + 1}
        aria-colcount=${gridColumnCount(summary)}
        data-scroller
        @keydown=${this.#onKeyDown}
        @click=${this.#onClick}
        @dblclick=${this.#onDoubleClick}
        @beforecopy=${this.#onBeforeCopy}
        @copy=${this.#onCopy}
      >
        <span class="cell probe" aria-hidden="true" data-probe>0000000000</span>
        ${this.#viewport.measured ? gridRows(this.#part(summary, windows)) : nothing}
      </div>
    `;
  }

  protected override updated(): void {
    if (this.#wanted) this.store.wantWindow(this.#wanted.rows, this.#wanted.columns);
    // Cells are recycled while scrolling: the focus stays with the cell, not with its element.
    if (this.#hadFocus) this.#focusActiveCell();
    this.#showSought();
  }

  #showSought(): void {
    const { sought } = this.model;
    if (sought === this.#sought || !this.#layout) return;
    this.#sought = sought;
    if (!sought) return;
    this.#scrollTo(sought, this.#layout);
    this.scrollIntoView({ block: 'nearest' });
  }

  #part(summary: Summary, windows: RowWindows): GridPart {
    const { quantity: wantedQuantity, digits, cell } = this.model.view;
    const active = { row: this.model.position, column: cell.column };
    const quantity = shownQuantity(wantedQuantity, summary);
    this.#forgetLongest(`${digits} ${quantity} ${summary.rows} ${summary.classes}`);

    const estimate = layOutGrid(summary, windows.rows, this.#viewport, this.#longest);
    const rowSpan = visibleSpan(estimate.rowAxis, this.#top(estimate.rowAxis), overscan.rows);
    const left = this.#left(estimate.columnAxis);
    const classSpan = visibleSpan(estimate.columnAxis, left, overscan.columns);
    this.#wanted = { rows: rowSpan, columns: classSpan };

    const columns = resultColumns(summary);
    const classes = indicesOf(classSpan, classOfColumn(active.column, summary));
    const rows = indicesOf(rowSpan, active.row).map((position): GridRow => {
      const results = windows.results(quantity, position, classSpan);
      const values = classes.map((column) => windows.value(quantity, position, column));
      return {
        position,
        number: results?.row ?? windows.rowAt(position),
        results: results && columns.map((name) => resultCell(name, results, summary, digits)),
        values,
        valueTexts: values.map((v) => (v === undefined ? '' : formatNumber(v, digits))),
      };
    });
    this.#noteLongest(columns, rows);

    const layout = layOutGrid(summary, windows.rows, this.#viewport, this.#longest);
    this.#layout = layout;
    const { scrollLeft, scrollTop } = this.#viewport;
    return {
      summary,
      quantity,
      active,
      chosen: cell.row,
      layout,
      classes,
      rows,
      tint: tintScale(quantity, summary),
      shift: {
        x: scrollLeft - this.#left(layout.columnAxis),
        y: scrollTop - this.#top(layout.rowAxis),
      },
    };
  }

  #forgetLongest(of: string): void {
    if (of === this.#longestOf) return;
    this.#longestOf = of;
    this.#longest = new Map();
  }

  /** Columns are as wide as the longest number met so far: they grow while scrolling, and do not shrink. */
  #noteLongest(columns: readonly ResultColumn[], rows: readonly GridRow[]): void {
    const note = (column: ResultColumn | 'class', text: string | undefined): void => {
      const length = text?.length ?? 0;
      if (length > (this.#longest.get(column) ?? 0)) this.#longest.set(column, length);
    };
    for (const { results, valueTexts } of rows) {
      columns.forEach((column, order) => note(column, results?.[order]?.text));
      for (const text of valueTexts) note('class', text);
    }
  }

  #left(axis: Axis): number {
    return offsetAtScroll(axis, this.#viewport.scrollLeft, this.#intendedLeft);
  }

  #top(axis: Axis): number {
    return offsetAtScroll(axis, this.#viewport.scrollTop, this.#intendedTop);
  }

  #onKeyDown(event: KeyboardEvent): void {
    const { host, windows } = this.model;
    if (!host?.result || !windows || !this.#layout) return;
    const { summary } = host.result;
    if (event.key === 'Enter') {
      this.#revealLogit(this.#active(), summary);
      return;
    }
    const { viewport, frozen, itemSize } = this.#layout.rowAxis;
    const target = moveByKey(this.#active(), event, {
      rows: windows.rows,
      columns: gridColumnCount(summary),
      page: Math.max(Math.floor((viewport - frozen) / itemSize), 1),
    });
    if (!target) return;
    event.preventDefault();
    this.store.choosePosition(target);
    this.#scrollTo(target, this.#layout);
  }

  #onClick(event: MouseEvent): void {
    const cell = cellAt(event);
    if (cell) this.store.choosePosition(cell);
  }

  #onDoubleClick(event: MouseEvent): void {
    const cell = cellAt(event);
    const { host } = this.model;
    if (cell && host?.result) this.#revealLogit(cell, host.result.summary);
  }

  #revealLogit(cell: Cell, summary: Summary): void {
    const column = classOfColumn(cell.column, summary);
    const row = this.model.windows?.rowAt(cell.row);
    if (column !== undefined && row !== undefined) {
      this.store.revealCell({ array: 'logits', row, column });
    }
  }

  #active(): Cell {
    const { position, view } = this.model;
    return { row: position, column: view.cell.column };
  }

  /** Tells Chromium that copying is possible though no text is selected. */
  #onBeforeCopy(event: Event): void {
    event.preventDefault();
  }

  #onCopy(event: ClipboardEvent): void {
    event.preventDefault();
    const { column, row } = this.#active();
    const text = column === 0 ? this.#rowText(row) : this.#cellText(row, column);
    if (text === undefined) {
      this.store.announce(`Row ${row} is still being fetched. Copy again in a moment.`);
      return;
    }
    event.clipboardData?.setData('text/plain', text);
    this.store.announce(column === 0 ? `Copied row ${row}` : `Copied ${text}`);
  }

  #cellText(row: number, column: number): string | undefined {
    const { host, windows, view } = this.model;
    if (!host?.result || !windows || !this.#wanted) return undefined;
    const { summary } = host.result;
    const quantity = shownQuantity(view.quantity, summary);
    const classIndex = classOfColumn(column, summary);
    if (classIndex !== undefined) {
      const value = windows.value(quantity, row, classIndex);
      return value === undefined ? undefined : fullPrecision(value);
    }
    const name = resultColumns(summary)[column - 1];
    const results = windows.results(quantity, row, this.#wanted.columns);
    if (!name || !results) return undefined;
    const value = resultValue(name, results, summary);
    return value === null ? '' : fullPrecision(value);
  }

  /** A row as it stands in the grid, all its classes included, separated by tabs. */
  #rowText(row: number): string | undefined {
    const { host, view, detail, windows } = this.model;
    if (!host?.result || !detail || detail.row !== windows?.rowAt(row)) return undefined;
    const { summary } = host.result;
    const quantity = shownQuantity(view.quantity, summary);
    const results = resultColumns(summary).map((_, order) => this.#cellText(row, order + 1));
    if (results.includes(undefined)) return undefined;
    const values = detail.values[quantity] ?? [];
    return [detail.row, ...results, ...Array.from(values, fullPrecision)].join('\t');
  }

  #scrollTo(cell: Cell, layout: GridLayout): void {
    const { rowAxis, columnAxis } = layout;
    const rowStart = itemStart(rowAxis, cell.row);
    const top = offsetToShow(rowAxis, this.#top(rowAxis), rowStart, rowAxis.itemSize);
    this.#intendedTop = top;
    const position = { top: scrollAtOffset(rowAxis, top) };
    const place = gridColumnPlace(layout, cell.column);
    if (!place) {
      this.#viewport.scrollTo(position);
      return;
    }
    const left = offsetToShow(columnAxis, this.#left(columnAxis), place.start, place.width);
    this.#intendedLeft = left;
    this.#viewport.scrollTo({ ...position, left: scrollAtOffset(columnAxis, left) });
  }

  #focusActiveCell(): void {
    const { row, column } = this.#active();
    const cell = this.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`);
    if (cell !== document.activeElement) cell?.focus({ preventScroll: true });
  }
}

function cellAt(event: Event): Cell | undefined {
  const element = event.target instanceof Element && event.target.closest('[data-column]');
  if (!(element instanceof HTMLElement)) return undefined;
  return { row: Number(element.dataset.row), column: Number(element.dataset.column) };
}
