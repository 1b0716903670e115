import { mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { build, transform } from 'esbuild';

const shared = {
  bundle: true,
  minify: true,
  metafile: true,
  target: 'es2024',
  logLevel: 'warning',
};
const node = { target: shared.target, platform: 'node', format: 'cjs' };

await rm('dist', { recursive: true, force: true });
await mkdir('dist');

const results = await Promise.all([
  buildForNode({
    entryPoints: ['src/host/extension.ts'],
    outfile: 'dist/extension.cjs',
    external: ['vscode'],
  }),
  buildForNode({
    entryPoints: ['src/worker/node.ts'],
    outfile: 'dist/worker.cjs',
    // src/worker/portConnection.ts says why.
    alias: { 'vscode-jsonrpc/node': 'vscode-jsonrpc/browser' },
    conditions: ['browser'],
  }),
  buildForBrowser({
    entryPoints: ['src/panel/main.ts', 'src/panel/panel.css'],
    outdir: 'dist',
    entryNames: 'panel',
    loader: { '.svg': 'dataurl' },
  }),
]);

/** The folders of the packages whose code or pictures stand in a bundle. */
const packages = new Set();
for (const { metafile } of results) {
  for (const input of Object.keys(metafile.inputs)) {
    const folder = /^.*node_modules\/(?:@[^/]+\/)?[^/]+/.exec(input);
    if (folder) packages.add(folder[0]);
  }
}
await writeFile('dist/THIRD-PARTY-NOTICES.txt', await notices([...packages].sort()));

async function buildForNode(options) {
  const result = await build({ ...shared, ...node, ...options, minify: false, write: false });
  const { code } = await transform(loadingAtOnce(result.outputFiles[0].text), {
    ...node,
    minify: true,
  });
  await writeFile(options.outfile, inAscii(code));
  return result;
}

async function buildForBrowser(options) {
  const result = await build({
    ...shared,
    platform: 'browser',
    format: 'iife',
    conditions: ['production'],
    write: false,
    ...options,
  });
  for (const { path, text } of result.outputFiles) await writeFile(path, withoutIndents(text));
  return result;
}

/** Lines are left in templates of HTML and CSS alone, where an indent means nothing: 8 KB less. */
function withoutIndents(bundle) {
  return bundle.replace(/\n\s+/g, '\n');
}

/**
 * Modules of CommonJS become functions that run as soon as the bundle does. V8 compiles those in parentheses at
 * once, and parses others twice: the first answer comes 3 ms sooner.
 */
function loadingAtOnce(bundle) {
  const module = /__commonJS\(\{\n {2}"[^"]+"(\(.*\) \{\n[^]*?\n) {2}\}\n\}\);/g;
  return bundle.replaceAll(module, (_, load) => `__commonJS({ load: (function${load}}) });`);
}

/**
 * Regular expressions are all that esbuild does not write in ASCII. V8 keeps a text of nothing else in half the memory,
 * and has read and checked it 1 ms sooner.
 */
function inAscii(code) {
  return code.replace(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}

/** The licence of everything that is shipped, as the licences ask for. */
async function notices(folders) {
  const texts = folders.map(async (folder) => {
    const { name, version, license } = JSON.parse(await readFile(`${folder}/package.json`, 'utf8'));
    return `${name} ${version} (${license})\n\n${await licenceText(folder)}`;
  });
  return (await Promise.all(texts)).join(`\n\n${'-'.repeat(80)}\n\n`);
}

async function licenceText(folder) {
  for (const file of ['LICENSE', 'LICENSE.md', 'LICENSE.txt', 'License.txt', 'LICENCE']) {
    try {
      return (await readFile(`${folder}/${file}`, 'utf8')).trim();
    } catch {
      // The next name may be the one that this package uses.
    }
  }
  throw new Error(`${folder} has no licence file: its licence cannot be shipped with it.`);
}
