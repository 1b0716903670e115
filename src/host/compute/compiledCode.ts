import { readdir, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';

/** Long after a thread has started: it has given its first answers by then. */
const usualPatienceMs = 60_000;

/** What no thread has been started from for so long is taken for left behind. */
const unusedMs = 7 * 24 * 60 * 60_000;

/**
 * The folder where Node keeps what V8 has compiled of the thread's script, one for each version of extension and V8.
 * Those that have been out of use for a week are removed, at leisure: another window may run another version.
 */
export class CompiledCode {
  readonly #parent: string;
  readonly #name: string;
  readonly #patienceMs: number;
  #timer: ReturnType<typeof setTimeout> | undefined;

  /** @param parent what holds nothing but such folders */
  constructor(parent: string, version: string, patienceMs = usualPatienceMs) {
    this.#parent = parent;
    this.#name = `${version} ${process.versions.v8}`;
    this.#patienceMs = patienceMs;
  }

  /** The folder, for a thread that starts. */
  use(): string {
    const folder = join(this.#parent, this.#name);
    // Node only reads what it has written once. Without a folder, there is nothing to keep.
    const now = new Date();
    void utimes(folder, now, now).catch(() => undefined);
    this.#timer ??= setTimeout(() => void this.#removeUnused(), this.#patienceMs);
    return folder;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }

  async #removeUnused(): Promise<void> {
    const names = await readdir(this.#parent).catch(() => []);
    for (const name of names) {
      if (name === this.#name) continue;
      await removeIfUnused(join(this.#parent, name)).catch(() => undefined);
    }
  }
}

async function removeIfUnused(path: string): Promise<void> {
  const { mtimeMs } = await stat(path);
  if (Date.now() - mtimeMs > unusedMs) await rm(path, { recursive: true });
}
