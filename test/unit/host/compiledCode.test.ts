import assert from 'node:assert/strict';
import { mkdir, mkdtemp, readdir, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { setImmediate, setTimeout as pause } from 'node:timers/promises';
import { CompiledCode } from '../../../src/host/compute/compiledCode.ts';

const dayMs = 24 * 60 * 60_000;

describe('the folder of compiled code', () => {
  let parent: string;
  beforeEach(async () => (parent = await mkdtemp(join(tmpdir(), 'softmax-lens-compiled-'))));
  afterEach(() => rm(parent, { recursive: true, force: true }));

  async function leave(folder: string): Promise<void> {
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'compiled'), '');
  }

  async function age(path: string, days: number): Promise<void> {
    const then = new Date(Date.now() - days * dayMs);
    await utimes(path, then, then);
  }

  it('is another one for another version', () => {
    const [one, other] = ['1.0.0', '1.0.1'].map(
      (version) => new CompiledCode(parent, version, 1e6),
    );
    assert.notEqual(one!.use(), other!.use());
    assert.equal(dirname(one!.use()), parent);
    one!.dispose();
    other!.dispose();
  });

  it('is the only one some time after it was used, but for those used in the last week', async () => {
    const code = new CompiledCode(parent, '1.0.1', 0);
    const unused = ['v24.0.0-x64', '1.0.0 14.0', '1.0.1 13.0'];
    const inUse = ['1.0.2 14.0', '1.0.3 14.0'];
    for (const name of [...inUse, ...unused]) await leave(join(parent, name));
    await writeFile(join(parent, 'a file'), '');
    for (const name of [...unused, 'a file']) await age(join(parent, name), 8);
    await age(join(parent, inUse[1]!), 6);
    const folder = code.use();
    await leave(folder);
    while ((await readdir(parent)).length > 3) await setImmediate();
    await pause(20);
    assert.deepEqual((await readdir(parent)).sort(), [basename(folder), ...inUse].sort());
    assert.deepEqual(await readdir(folder), ['compiled']);
  });

  it('counts as used from its last use on', async () => {
    const code = new CompiledCode(parent, '1.0.1', 1e6);
    const folder = code.use();
    await leave(folder);
    await age(folder, 8);
    code.use();
    while (Date.now() - (await stat(folder)).mtimeMs > dayMs) await setImmediate();
    code.dispose();
  });

  it('has others beside it until then, and where it was never used', async () => {
    await leave(join(parent, 'old'));
    await age(join(parent, 'old'), 8);
    const unused = new CompiledCode(parent, '1.0.1', 0);
    const disposed = new CompiledCode(parent, '1.0.1', 0);
    disposed.use();
    disposed.dispose();
    unused.dispose();
    await pause(20);
    assert.deepEqual(await readdir(parent), ['old']);
  });

  it('need not be there', async () => {
    const code = new CompiledCode(join(parent, 'not', 'there'), '1.0.1', 0);
    code.use();
    await pause(20);
    code.dispose();
  });
});
