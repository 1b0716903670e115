import '@vscode-elements/elements/dist/vscode-button/index.js';
import '@vscode-elements/elements/dist/vscode-progress-bar/index.js';
import '@vscode-elements/elements/dist/vscode-textfield/index.js';
import { Chart } from './batch/chart.ts';
import { connectToHost, type WebviewApi } from './connection.ts';
import { PanelElement } from './panelElement.ts';
import { ResultGrid } from './grid/resultGrid.ts';
import { RowView } from './row/rowView.ts';
import { PanelStore } from './store/panelStore.ts';
import { TextField } from './controls/textField.ts';

declare function acquireVsCodeApi(): WebviewApi;

customElements.define('softmax-lens-chart', Chart);
customElements.define('softmax-lens-text-field', TextField);
customElements.define('softmax-lens-result-grid', ResultGrid);
customElements.define('softmax-lens-row', RowView);

const webview = acquireVsCodeApi();
const store = new PanelStore(connectToHost(webview), webview);
const panel = document.querySelector<PanelElement>('softmax-lens-panel');
if (!panel) throw new Error('The page has no softmax-lens-panel element.');
panel.store = store;
panel.model = store.model;
store.subscribe(() => {
  panel.model = store.model;
});
// Last, so that the element that stands in the page already finds its model.
customElements.define('softmax-lens-panel', PanelElement);
