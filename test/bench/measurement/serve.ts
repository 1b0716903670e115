/** The contenders' side of contender.ts: `node serve.ts MODULE [ARGUMENT]...` */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { pathToFileURL } from 'node:url';

/** What a contender's module exports as `create`. */
export type CreateContender<Problem> = (
  ...args: readonly string[]
) => Contender<Problem> | Promise<Contender<Problem>>;

/** Something that solves problems of a kind. */
export interface Contender<Problem> {
  readonly version: string;
  /** Makes everything ready that is not part of the work. @throws if it cannot solve this problem. */
  load(problem: Problem): void | Promise<void>;
  /** Does the work once. */
  run(): void | Promise<void>;
  /** The solution of the last run. */
  answer(): Solution;
}

/** Arrays are written to files of their names. */
export type Solution = Readonly<Record<string, number | NodeJS.ArrayBufferView>>;

interface Requests {
  load(problem: Readonly<Record<string, unknown>>): Promise<object>;
  run(request: { times: number }): Promise<object>;
  answer(request: { folder: string }): Promise<object>;
}

function serverOf(contender: Contender<unknown>): Requests {
  return {
    async load(problem) {
      await contender.load(problem);
      return {};
    },
    async run({ times }) {
      const begin = performance.now();
      const used = process.cpuUsage();
      for (let i = 0; i < times; i++) {
        const running = contender.run();
        // Waiting costs as much as the smallest problems: only who works asynchronously pays for it.
        if (running) await running;
      }
      const seconds = (performance.now() - begin) / 1e3;
      const { user, system } = process.cpuUsage(used);
      return { seconds, processorSeconds: (user + system) / 1e6 };
    },
    async answer({ folder }) {
      await contender.run();
      const numbers: Record<string, number> = {};
      for (const [name, value] of Object.entries(contender.answer())) {
        if (typeof value === 'number') numbers[name] = value;
        else await writeFile(join(folder, name), value);
      }
      return numbers;
    },
  };
}

function send(message: object): void {
  process.stdout.write(`${JSON.stringify(message)}\n`);
}

const [module, ...args] = process.argv.slice(2);
if (module === undefined) throw new Error('Say which module is the contender.');
try {
  const { create } = (await import(pathToFileURL(module).href)) as {
    create: CreateContender<unknown>;
  };
  const contender = await create(...args);
  const server = serverOf(contender);
  send({ version: contender.version });
  for await (const line of createInterface({ input: process.stdin })) {
    const { do: name, ...request } = JSON.parse(line) as { do: keyof Requests };
    try {
      send(await server[name](request as never));
    } catch (error) {
      send({ error: (error as Error).message });
    }
  }
} catch (error) {
  send({ missing: (error as Error).message });
}
