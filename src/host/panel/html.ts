import { randomBytes } from 'node:crypto';
import { Uri, type Webview } from 'vscode';

/** The panel's page: it may load the extension's own files and nothing else. */
export function panelHtml(webview: Webview, extensionUri: Uri): string {
  const nonce = randomBytes(16).toString('base64');
  const file = (...path: string[]) =>
    webview.asWebviewUri(Uri.joinPath(extensionUri, ...path)).toString();
  const policy = [
    "default-src 'none'",
    // Icons are data URLs, and a chart becomes a picture by way of one.
    `img-src ${webview.cspSource} data:`,
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
    <link rel="stylesheet" href="${file('dist', 'panel.css')}">
    <title>Softmax Lens</title>
  </head>
  <body>
    <softmax-lens-panel></softmax-lens-panel>
    <script nonce="${nonce}" src="${file('dist', 'panel.js')}"></script>
  </body>
</html>`;
}
