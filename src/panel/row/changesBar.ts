import { html, nothing, type TemplateResult } from 'lit';
import { classInWords, type ClassNames } from '../../protocol/compute.ts';
import type { Changes } from '../../protocol/schemas.ts';
import { classMention } from '../classNames.ts';
import { icon } from '../controls/icon.ts';
import { count, fullPrecision } from '../numbers.ts';
import type { PanelModel } from '../store/panelModel.ts';
import type { PanelStore } from '../store/panelStore.ts';
import { changesInWords, countChanges, withoutLogit, withoutTarget } from './changes.ts';

/** Of each kind, so many changes are listed. */
const listedAtMost = 50;

/** What is tried out and not in the document: all of it, to look at and to take back. */
export function changesBar(
  { settings, host, applying, applyFailure }: PanelModel,
  store: PanelStore,
): TemplateResult {
  const { changes } = settings;
  const total = countChanges(changes);
  const voidChanges = host?.result?.summary.voidChanges ?? 0;
  return html`
    <div class="changes" role="group" aria-label="Changes">
      ${
        total === 0
          ? html`<p>Drag a bar, click a number or choose another target to try out a change.</p>`
          : [
              changesList(changes, total, host?.result?.summary.classNames, store),
              changesButtons(applying, store),
            ]
      }
      ${applyFailure === null ? nothing : html`<p role="alert">${applyFailure}</p>`}
      ${
        voidChanges === 0
          ? nothing
          : html`<p role="alert">
              ${count(voidChanges, 'change')} dropped: the document has other numbers in
              ${voidChanges === 1 ? 'its place' : 'their places'} now.
            </p>`
      }
    </div>
  `;
}

function changesList(
  changes: Changes,
  total: number,
  names: ClassNames,
  store: PanelStore,
): TemplateResult {
  const listed = {
    logits: changes.logits.slice(0, listedAtMost),
    targets: changes.targets.slice(0, listedAtMost),
  };
  const others = total - countChanges(listed);
  return html`
    <details>
      <summary>${icon('chevron-right')}${changesInWords(changes)}</summary>
      <ul>
        ${listed.logits.map(({ row, column, value, was }) =>
          item(
            `row ${row}, class ${classInWords(names, column)}`,
            html`row ${row}, class ${classMention(names, column)}`,
            `${fullPrecision(was)} → ${fullPrecision(value)}`,
            () => store.cells.goTo({ array: 'logits', row, column }),
            () => store.whatIf.tryChanges(withoutLogit(changes, row, column)),
          ),
        )}
        ${listed.targets.map(({ row, target, was }) =>
          item(
            `target of row ${row}`,
            `target of row ${row}`,
            html`${was === null ? 'none' : classMention(names, was)} →
            ${classMention(names, target)}`,
            () => store.cells.goTo({ array: 'targets', row }),
            () => store.whatIf.tryChanges(withoutTarget(changes, row)),
          ),
        )}
        ${others > 0 ? html`<li>and ${count(others, 'other')}</li>` : nothing}
      </ul>
    </details>
  `;
}

function changesButtons(applying: boolean, store: PanelStore): TemplateResult {
  return html`
    <vscode-button ?disabled=${applying} @click=${() => store.whatIf.apply()}
      >${applying ? 'Applying…' : 'Apply to document'}</vscode-button
    >
    <vscode-button
      secondary
      ?disabled=${applying}
      @click=${() => store.whatIf.tryChanges({ logits: [], targets: [] })}
      >Reset all</vscode-button
    >
  `;
}

function item(
  name: string,
  place: TemplateResult | string,
  difference: TemplateResult | string,
  show: () => void,
  reset: () => void,
): TemplateResult {
  return html`
    <li>
      <button class="link" @click=${show}>${place}</button> <code>${difference}</code>
      <button class="reset" title="Reset" aria-label="Reset ${name}" @click=${reset}>
        ${icon('discard')}
      </button>
    </li>
  `;
}
