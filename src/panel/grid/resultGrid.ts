import { html, LitElement, nothing } from 'lit';
import type { Cell as Place, Summary } from '../../protocol/compute.ts';
import type { Changes } from '../../protocol/schemas.ts';
import type { GridView } from './arrangedRows.ts';
import { nextSort, sortColumn } from './arrangement.ts';
import {
  type Axis,
  itemStart,
  offsetAtScroll,
  offsetToShow,
  scrollAtOffset,
  visibleSpan,
} from './axis.ts';
import { classTitle } from '../classNames.ts';
import { rangeByKey } from './cellRange.ts';
import { chosenSpans } from './chosenCells.ts';
import {
  classOfColumn,
  columnOfPlace,
  gridColumnCount,
  placeInColumn,
  resultColumns,
  shownQuantity,
} from './gridColumns.ts';
import {
  cellAt,
  gridColumnPlace,
  type GridLayout,
  isNarrow,
  layOutGrid,
  leastWidth,
  mostWidth,
  sizedColumn,
} from './gridLayout.ts';
import { followPointer } from './gridPointer.ts';
import { type GridPart, type GridRow, gridRows, indicesOf } from './gridRows.ts';
import { type Cell, type GridSize, headerRow, moveByKey } from './keyboard.ts';
import { LongestTexts } from './longestTexts.ts';
import { digitsOf, formatNumber, unlessPercent } from '../numbers.ts';
import { isInDocument } from '../place.ts';
import { resultCell } from './resultCell.ts';
import type { RowWindows } from './rowWindows.ts';
import type { PanelModel } from '../store/panelModel.ts';
import type { PanelStore } from '../store/panelStore.ts';
import { tintScale } from './tint.ts';
import { Viewport } from './viewport.ts';
import type { SizedColumn } from '../store/viewState.ts';

/** Rows and class columns that are drawn beyond each edge of the view. */
const overscan = { rows: 3, columns: 1 };

/** In pixels. */
const edgeWidth = 6;

/** By so many pixels a key makes a column wider or narrower. */
const widthStep = 8;

/** The rows of the result, windowed in both directions. */
export class ResultGrid extends LitElement {
  static override readonly properties = {
    model: { attribute: false },
    store: { attribute: false },
  };
  declare model: PanelModel;
  declare store: PanelStore;
  readonly #viewport = new Viewport(this);
  readonly #longest = new LongestTexts();
  /** The offsets last scrolled to by key. */
  #intendedLeft: number | undefined;
  #intendedTop: number | undefined;
  #layout: GridLayout | undefined;
  /** What is in view, and that with what is drawn around it. */
  #wanted: readonly GridView[] = [];
  #hadFocus = false;
  #document: string | undefined;
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
      <p id="grid-keys" class="hidden">
        Enter in a column header sorts the rows by it; Shift and an arrow key make the column wider
        or narrower, Delete as wide as its texts. Enter or F12 in a cell goes to the number in the
        document. The keys to copy put the chosen cells on the clipboard; Copy with Headers is in
        the context menu.
      </p>
      <div
        class="grid${isNarrow(this.#viewport) ? ' narrow' : ''}"
        role="grid"
        aria-label="Rows"
        aria-describedby="grid-keys"
        aria-multiselectable="true"
        aria-rowcount=${windows.rows + 1}
        aria-colcount=${gridColumnCount(summary)}
        data-vscode-context='{"onCells":true}'
        data-scroller
        @keydown=${(event: KeyboardEvent) => this.#onKeyDown(event, summary, windows)}
        @focusin=${deselectText}
        @pointerdown=${this.#onPointerDown}
        @click=${(event: PointerEvent) => this.#onClick(event, summary)}
        @dblclick=${(event: MouseEvent) => this.#onDoubleClick(event, summary)}
        @beforecopy=${this.#onBeforeCopy}
        @copy=${this.#onCopy}
      >
        <span class="cell probe" aria-hidden="true" data-probe>0000000000</span>
        ${this.#viewport.measured ? gridRows(this.#part(summary, windows)) : nothing}
      </div>
    `;
  }

  protected override updated(): void {
    this.store.arrangement.want(this.#wanted);
    // Cells are recycled while scrolling: the focus stays with the cell, not with its element.
    if (this.#hadFocus) this.#focusActiveCell();
    this.#showSought();
    this.#beginAtTop();
  }

  /** Of another document, the rows are seen from the first one on. */
  #beginAtTop(): void {
    const document = this.model.host?.memento?.uri;
    if (document === this.#document) return;
    this.#document = document;
    this.#intendedTop = 0;
    this.#viewport.scrollTo({ top: 0 });
    this.requestUpdate();
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
    const { quantity: wantedQuantity, notation, cell, columnWidths } = this.model.view;
    const narrow = isNarrow(this.#viewport);
    const digits = digitsOf(this.model.view.digits, narrow);
    const active = this.#active();
    const quantity = shownQuantity(wantedQuantity, summary);
    const { rows: allRows, classes: allClasses } = summary;
    this.#longest.startOver(`${digits} ${notation} ${quantity} ${allRows} ${allClasses} ${narrow}`);
    const layOut = (): GridLayout =>
      layOutGrid(summary, windows.rows, this.#viewport, this.#longest, columnWidths);

    const estimate = layOut();
    const { rowAxis, columnAxis } = estimate;
    const viewWith = (around: typeof overscan): GridView => ({
      rows: visibleSpan(rowAxis, this.#top(rowAxis), around.rows),
      columns: visibleSpan(columnAxis, this.#left(columnAxis), around.columns),
    });
    const drawn = viewWith(overscan);
    const { rows: rowSpan, columns: classSpan } = drawn;
    this.#wanted = [viewWith({ rows: 0, columns: 0 }), drawn];

    const columns = resultColumns(summary);
    const classes = indicesOf(classSpan, classOfColumn(active.column, summary));
    const activeRow = active.row === headerRow ? undefined : active.row;
    const format = { digits, notation, hasRoom: estimate.hasRoom };
    const formatValue = (value: number): string =>
      formatNumber(
        value,
        digits,
        quantity === 'probabilities' ? notation : unlessPercent(notation),
      );
    const rows = indicesOf(rowSpan, activeRow).map((position): GridRow => {
      const results = windows.results(quantity, position, classSpan);
      const values = classes.map((column) => windows.value(quantity, position, column));
      return {
        position,
        number: results?.row ?? windows.rowAt(position),
        results: results && columns.map((name) => resultCell(name, results, summary, format)),
        values,
        valueTexts: values.map((value) => (value === undefined ? '' : formatValue(value))),
      };
    });
    const { classNames } = summary;
    if (classNames) {
      for (const index of classes)
        this.#longest.note('class', classTitle(classNames, index, estimate.hasRoom));
    }
    for (const { results, valueTexts } of rows) {
      columns.forEach((column, order) => this.#longest.note(column, results?.[order]?.text ?? ''));
      for (const text of valueTexts) this.#longest.note('class', text);
    }

    const layout = layOut();
    this.#layout = layout;
    const { scrollLeft, scrollTop } = this.#viewport;
    const offset = { left: this.#left(layout.columnAxis), top: this.#top(layout.rowAxis) };
    return {
      summary,
      quantity,
      sort: windows.arrangement.sort,
      active,
      range: chosenSpans(this.model, summary),
      isFramed: this.model.range !== null,
      chosen: cell.row,
      layout,
      classes,
      rows,
      tint: tintScale(quantity, summary),
      changed: changedCells(this.model.settings.changes, summary),
      offset,
      shift: { x: scrollLeft - offset.left, y: scrollTop - offset.top },
    };
  }

  #left(axis: Axis): number {
    return offsetAtScroll(axis, this.#viewport.scrollLeft, this.#intendedLeft);
  }

  #top(axis: Axis): number {
    return offsetAtScroll(axis, this.#viewport.scrollTop, this.#intendedTop);
  }

  #active(): Cell {
    const { position, view } = this.model;
    return { row: position, column: view.cell.column };
  }

  #size(summary: Summary, windows: RowWindows, { rowAxis }: GridLayout): GridSize {
    const { viewport, frozen, itemSize } = rowAxis;
    return {
      rows: windows.rows,
      columns: gridColumnCount(summary),
      page: Math.max(Math.floor((viewport - frozen) / itemSize), 1),
    };
  }

  #onKeyDown(event: KeyboardEvent, summary: Summary, windows: RowWindows): void {
    if (!this.#layout) return;
    const active = this.#active();
    const isInHeader = active.row === headerRow;
    if (isInHeader && this.#changeColumn(event, active.column, summary, this.#layout)) {
      event.preventDefault();
      return;
    }
    if (event.key === 'Enter' || event.key === 'F12') {
      this.#reveal(active, summary);
      return;
    }
    const size = this.#size(summary, windows, this.#layout);
    const range = rangeByKey(this.model.range ?? { anchor: active, extent: active }, event, size);
    const target = range?.extent ?? moveByKey(active, event, size);
    if (!target) return;
    event.preventDefault();
    // VS Code hears of the keys that come to the window, and would select all text of the page.
    if (event.key === 'a') event.stopPropagation();
    if (range) this.store.cells.chooseRange(range);
    else this.store.cells.choose(target);
    // For a whole row or column, or all cells, the view stays where it is.
    if (![' ', 'a'].includes(event.key)) this.#scrollTo(target, this.#layout);
  }

  /** What a key does to the column in whose header it is pressed. @returns whether it does anything. */
  #changeColumn(
    { key, shiftKey, ctrlKey }: KeyboardEvent,
    column: number,
    summary: Summary,
    layout: GridLayout,
  ): boolean {
    if (key === 'Enter' || (key === ' ' && !ctrlKey)) {
      this.#sortBy(column, summary);
      return true;
    }
    const sized = sizedColumn(layout, column);
    if (!sized) return false;
    const { width } = gridColumnPlace(layout, column);
    if (key === 'Delete') this.store.changeColumnWidth(sized, null);
    else if (shiftKey && key === 'ArrowLeft') this.#widen(sized, width - widthStep);
    else if (shiftKey && key === 'ArrowRight') this.#widen(sized, width + widthStep);
    else return false;
    return true;
  }

  #sortBy(column: number, summary: Summary): void {
    const { quantity, arrangement } = this.model.view;
    const sorted = sortColumn(column, shownQuantity(quantity, summary), summary);
    if (sorted !== undefined) this.store.arrangement.sort(nextSort(arrangement.sort, sorted));
    else if (column === 0) this.store.arrangement.sort(null);
  }

  #onPointerDown(event: PointerEvent): void {
    deselectText();
    const cell = cellOf(event);
    // A finger scrolls.
    if (!cell || !this.#layout || event.button !== 0 || event.pointerType === 'touch') return;
    if (isEdge(event)) this.#dragEdge(event, cell.column, this.#layout);
    else if (cell.row === headerRow) this.store.cells.choose(cell);
    else this.#dragRange(event, cell);
  }

  #dragEdge(event: PointerEvent, column: number, layout: GridLayout): void {
    const sized = sizedColumn(layout, column);
    if (!sized) return;
    const { width } = gridColumnPlace(layout, column);
    // No cell is to be focused, nor chosen.
    event.preventDefault();
    followPointer(event, (at, start) => this.#widen(sized, width + at.x - start.x));
  }

  #widen(column: SizedColumn, width: number): void {
    this.store.changeColumnWidth(column, Math.min(Math.max(width, leastWidth), mostWidth));
  }

  #dragRange(event: PointerEvent, cell: Cell): void {
    const { range } = this.model;
    const active = range?.anchor ?? this.#active();
    const extendsRange = event.shiftKey && active.row !== headerRow;
    const anchor = extendsRange ? active : cell;
    if (extendsRange) this.store.cells.chooseRange({ anchor, extent: cell });
    else this.store.cells.choose(cell);

    let extent = cell;
    followPointer(event, (at) => {
      const reached = this.#cellAt(at);
      if (!reached || !this.#layout) return;
      // From a row's header, whole rows are chosen.
      const next = cell.column === 0 ? { ...reached, column: 0 } : reached;
      if (next.row === extent.row && next.column === extent.column) return;
      extent = next;
      this.store.cells.chooseRange({ anchor, extent });
      this.#scrollTo(extent, this.#layout);
    });
  }

  #cellAt({ x, y }: { readonly x: number; readonly y: number }): Cell | undefined {
    const box = this.querySelector('[data-scroller]')?.getBoundingClientRect();
    if (!box || !this.#layout) return undefined;
    const { rowAxis, columnAxis } = this.#layout;
    const offset = { left: this.#left(columnAxis), top: this.#top(rowAxis) };
    return cellAt(this.#layout, { x: x - box.left, y: y - box.top }, offset);
  }

  #onClick(event: PointerEvent, summary: Summary): void {
    const cell = cellOf(event);
    if (!cell) return;
    if (cell.row === headerRow && !isEdge(event)) this.#sortBy(cell.column, summary);
    else if (event.pointerType === 'touch') this.store.cells.choose(cell);
  }

  #onDoubleClick(event: MouseEvent, summary: Summary): void {
    const cell = cellOf(event);
    if (!cell || !this.#layout) return;
    const sized = sizedColumn(this.#layout, cell.column);
    if (!isEdge(event)) this.#reveal(cell, summary);
    else if (sized) this.store.changeColumnWidth(sized, null);
  }

  #reveal({ row: position, column }: Cell, summary: Summary): void {
    const row = this.model.windows?.rowAt(position);
    const place = row === undefined ? undefined : placeInColumn(row, column, summary);
    if (place && isInDocument(place, summary)) this.store.cells.reveal(place);
  }

  /** Tells Chromium that copying is possible though no text is selected. */
  #onBeforeCopy(event: Event): void {
    event.preventDefault();
  }

  #onCopy(event: ClipboardEvent): void {
    event.preventDefault();
    void this.store.errands.copyCells(false);
  }

  #scrollTo(cell: Cell, layout: GridLayout): void {
    const { rowAxis, columnAxis } = layout;
    const rowStart = itemStart(rowAxis, Math.max(cell.row, 0));
    const top = offsetToShow(rowAxis, this.#top(rowAxis), rowStart, rowAxis.itemSize);
    this.#intendedTop = top;
    const position = { top: scrollAtOffset(rowAxis, top) };
    if (cell.column === 0) {
      // It is always in view.
      this.#viewport.scrollTo(position);
      return;
    }
    const place = gridColumnPlace(layout, cell.column);
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

/** Selected text would be copied instead of the chosen cells, and dragged instead of choosing a range. */
function deselectText(): void {
  getSelection()?.removeAllRanges();
}

function changedCells({ logits, targets }: Changes, summary: Summary): Set<string> {
  const key = (place: Place): string => `${place.row} ${columnOfPlace(place, summary)}`;
  return new Set([
    ...logits.map(({ row, column }) => key({ array: 'logits', row, column })),
    ...targets.map(({ row }) => key({ array: 'targets', row })),
  ]);
}

function cellOf({ target }: Event): Cell | undefined {
  const element = target instanceof Element && target.closest('[data-column]');
  if (!(element instanceof HTMLElement)) return undefined;
  return { row: Number(element.dataset.row), column: Number(element.dataset.column) };
}

/** Whether something happens to the edge of a column's header, by which it is made wider; see panel.css. */
function isEdge({ target, clientX }: MouseEvent): boolean {
  const header = target instanceof Element && target.closest('[role=columnheader]');
  return header instanceof Element && clientX > header.getBoundingClientRect().right - edgeWidth;
}
