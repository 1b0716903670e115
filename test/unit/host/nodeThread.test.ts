import assert from 'node:assert/strict';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { startNodeThread } from '../../../src/host/compute/nodeThread.ts';
import { ping } from '../../../src/protocol/compute.ts';
import { request } from '../../../src/protocol/method.ts';

const script = fileURLToPath(new URL('../../../src/worker/node.ts', import.meta.url));

describe('the worker of the compute thread', () => {
  let folder: string;
  beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'softmax-lens-compiled-'))));
  afterEach(() => rm(folder, { recursive: true }));

  async function answerOnce(compiledCode: string): Promise<void> {
    const thread = startNodeThread(script, compiledCode);
    thread.connection.listen();
    await request(thread.connection, ping, {});
    thread.terminate();
    await thread.ended;
  }

  it('leaves what was compiled of it in a folder that it makes', async () => {
    const compiledCode = join(folder, 'not', 'there');
    await answerOnce(compiledCode);
    const files = await readdir(compiledCode, { recursive: true });
    assert.ok(files.length > 1, files.join());
  });

  it('answers where no folder can be made', async () => {
    await answerOnce(script);
  });
});
