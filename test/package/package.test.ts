import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createVSIX } from '@vscode/vsce';
import { unzipSync } from 'fflate';

const root = join(import.meta.dirname, '../..');
const read = async (file: string) =>
  JSON.parse(await readFile(join(root, file), 'utf8')) as unknown;

describe('the package', () => {
  let packed: Buffer;

  before(async () => {
    const folder = await mkdtemp(join(tmpdir(), 'softmax-lens-package-'));
    try {
      const packagePath = join(folder, 'softmax-lens.vsix');
      await createVSIX({
        cwd: root,
        packagePath,
        dependencies: false,
        allowMissingRepository: true,
        rewriteRelativeLinks: false,
      });
      packed = await readFile(packagePath);
    } finally {
      await rm(folder, { recursive: true });
    }
  });

  it('holds these files and no others', () => {
    assert.deepEqual(Object.keys(unzipSync(packed)).sort(), [
      '[Content_Types].xml',
      'extension.vsixmanifest',
      'extension/LICENSE.txt',
      'extension/changelog.md',
      'extension/dist/THIRD-PARTY-NOTICES.txt',
      'extension/dist/extension.cjs',
      'extension/dist/panel.css',
      'extension/dist/panel.js',
      'extension/dist/worker.cjs',
      'extension/media/icon.png',
      'extension/media/panel-dark.svg',
      'extension/media/panel-light.svg',
      'extension/media/readme/batch-dark.png',
      'extension/media/readme/compare-dark.png',
      'extension/media/readme/grid-dark.png',
      'extension/media/readme/panel-dark.png',
      'extension/media/readme/steps-dark.png',
      'extension/media/readme/what-if-dark.png',
      'extension/package.json',
      'extension/package.nls.json',
      'extension/package.nls.zh-cn.json',
      'extension/readme.md',
    ]);
  });

  it('is smaller than 400 KB', () => {
    assert.ok(packed.length < 400_000, `${packed.length} bytes`);
  });

  it('carries the licences of what is bundled', async () => {
    const notices = await readFile(join(root, 'dist/THIRD-PARTY-NOTICES.txt'), 'utf8');
    for (const name of ['lit', 'valibot', 'vscode-jsonrpc', '@vscode/codicons', 'd3-format']) {
      assert.match(notices, new RegExp(`^${name} \\d`, 'm'));
    }
  });

  it('has every text of its manifest in every language', async () => {
    const manifest = JSON.stringify(await read('package.json'));
    const used = [...manifest.matchAll(/"%([^%"]+)%"/g)].map(([, key]) => key).sort();
    for (const file of ['package.nls.json', 'package.nls.zh-cn.json']) {
      const texts = (await read(file)) as Record<string, string>;
      assert.deepEqual(Object.keys(texts).sort(), used, file);
    }
  });
});
