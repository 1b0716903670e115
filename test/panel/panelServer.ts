import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { build } from 'esbuild';
import { projectFolder } from '../vscode/folders.ts';

/** Lets the compute thread have memory that it shares with its machine code. */
const isolation = {
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Embedder-Policy': 'require-corp',
};

let served: Promise<string> | undefined;

/**
 * Serves the built panel, for as long as the process runs; what it was given to keep is the parameter
 * `kept` of its address. A browser keeps what it has compiled of a server's scripts.
 *
 * @returns the address.
 */
export function servePanel(): Promise<string> {
  return (served ??= start());
}

async function start(): Promise<string> {
  const files = await bundleAll();
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const body = pathname === '/' ? html : files.get(pathname);
    response.writeHead(body === undefined ? 404 : 200, {
      'Content-Type': contentType(pathname),
      'Cache-Control': pathname === '/' ? 'no-store' : 'max-age=3600',
      ...isolation,
    });
    response.end(body);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  server.unref();
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}

async function bundleAll(): Promise<Map<string, string>> {
  const { outputFiles } = await build({
    entryPoints: [
      { in: join(projectFolder, 'src/panel/main.ts'), out: 'panel' },
      { in: join(projectFolder, 'src/panel/panel.css'), out: 'panel' },
      { in: join(import.meta.dirname, 'fakeHost.ts'), out: 'fakeHost' },
      { in: join(import.meta.dirname, 'computeWorker.ts'), out: 'computeWorker' },
    ],
    loader: { '.svg': 'dataurl' },
    bundle: true,
    format: 'iife',
    outdir: '/',
    write: false,
    minify: true,
    conditions: ['production'],
  });
  return new Map(outputFiles.map(({ path, text }) => [path, text]));
}

function contentType(pathname: string): string {
  if (pathname.endsWith('.js')) return 'text/javascript';
  return pathname.endsWith('.css') ? 'text/css' : 'text/html';
}

/** The page that the extension gives to the webview, in the dress that VS Code puts on it. */
const html = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src 'self' data:;
  style-src 'self' 'unsafe-inline'; script-src 'nonce-test'; worker-src 'self'">
<title>Softmax Lens</title>
<style>
@layer vscode-default {
  html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
  body { margin: 0; padding: 0 20px; color: var(--vscode-editor-foreground);
    font-family: var(--vscode-font-family); font-size: var(--vscode-font-size); }
  code { padding: 1px 3px; color: var(--vscode-textPreformat-foreground);
    background-color: var(--vscode-textPreformat-background); }
}
</style>
<link rel="stylesheet" href="panel.css">
<script nonce="test" src="fakeHost.js"></script>
</head>
<body>
<softmax-lens-panel></softmax-lens-panel>
<script nonce="test" src="panel.js"></script>
</body>
</html>`;
