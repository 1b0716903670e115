import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** The panel's page: it may load the extension's own files and nothing else. */
export function panelHtml(webview: Webview, extensionUri: Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (...path: string[]) =>
    webview.asWebviewUri(Uri.joinPath(extensionUri, ...path)).toString();
  const policy = [
    "default-src 'none'",
    // A chart becomes a picture by way of a data URL.
    `img-src ${webview.cspSource} data:`,
    `font-src ${webview.cspSource}`,
    // The component library sets style attributes.
    `style-src ${webview.cspSource} 'unsafe-inline'`,
    `script-src 'nonce-${nonce}'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
  <head>
    <meta charset="UTF-8">
    <meta name="viewport" content="width=device-width, initial-scale=1.0">
    <meta http-equiv="Content-Security-Policy" content="${policy}">
    <link rel="stylesheet" href="${file('media', 'panel.css')}">
    <link rel="stylesheet" href="${file('dist', 'codicon.css')}" id="vscode-codicon-stylesheet">
    <title>Softmax Lens</title>
  </head>
  <body>
    <softmax-lens-panel></softmax-lens-panel>
    <script nonce="${nonce}" src="${file('dist', 'panel.js')}"></script>
  </body>
</html>`;
}
