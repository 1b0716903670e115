import type { Arrangement, RowFilter, RowSort } from '../../protocol/compute.ts';
import type { ArrangedRows, GridView } from '../grid/arrangedRows.ts';
import { applicable } from '../grid/arrangement.ts';
import { shownQuantity } from '../grid/gridColumns.ts';
import type { CellChoice } from './cellChoice.ts';
import type { ObservableModel } from './observableModel.ts';

/** Which rows the grid shows, and in which order. */
export class RowArrangement {
  readonly #model: ObservableModel;
  readonly #rows: ArrangedRows;
  readonly #cells: CellChoice;

  constructor(model: ObservableModel, rows: ArrangedRows, cells: CellChoice) {
    this.#model = model;
    this.#rows = rows;
    this.#cells = cells;
  }

  /** Shows only some of the rows. */
  filter(filter: RowFilter): void {
    void this.#rearrange({ filter });
  }

  /** @param sort null for the rows' own order */
  sort(sort: RowSort | null): void {
    void this.#rearrange({ sort });
  }

  /** Leaves the rows as they are arranged now. */
  cancel(): void {
    this.#rows.cancelArranging();
    const { arrangement } = this.#model.current.windows ?? {};
    if (arrangement) this.#model.changeView({ arrangement });
    this.draw();
  }

  /** More is known of the rows. */
  draw(): void {
    const { windows, areBeingArranged: arranging } = this.#rows;
    this.#model.change({ windows, arranging });
    this.#cells.chooseAwaited();
  }

  /** Fetches what parts of the grid still lack, the first part first, and nothing else. */
  want(parts: readonly GridView[]): void {
    const { host, view, fetchFailure } = this.#model.current;
    if (!host?.result || fetchFailure !== null) return;
    this.#rows.want(shownQuantity(view.quantity, host.result.summary), parts);
  }

  /** Arranges the rows as the view has it, and finds one of them; null for the first, which is chosen. */
  async arrange(row: number | null): Promise<void> {
    const { host, view } = this.#model.current;
    if (!host?.result) return;
    const place = await this.#rows.arrange(applicable(view.arrangement, host.result.summary), row);
    if (place !== undefined) this.#cells.follow(place);
  }

  async #rearrange(change: Partial<Arrangement>): Promise<void> {
    const { arrangement } = this.#model.current.view;
    this.#model.changeView({ arrangement: { ...arrangement, ...change } });
    await this.arrange(null);
  }
}
