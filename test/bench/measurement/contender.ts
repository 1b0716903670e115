/**
 * A contender runs in a process of its own, so that neither its threads, nor its garbage, nor what the
 * compiler learned from it, touch another's time. It reads requests from its standard input and
 * writes answers to its standard output, one JSON object a line.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createInterface, type Interface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** How long a batch of runs took. */
export interface Batch {
  readonly seconds: number;
  /** Processor time of all of the contender's threads. */
  readonly processorSeconds: number;
}

/** What a contender answers: as much of it as the request asks for. */
export interface Answer {
  readonly version?: string;
  readonly missing?: string;
  readonly error?: string;
  readonly seconds?: number;
  readonly processorSeconds?: number;
  readonly loss?: number;
}

/** How to start a contender. */
export interface Command {
  readonly name: string;
  readonly executable: string;
  readonly args: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
}

/** A forced kernel is ours, too, but one that it would not choose. */
export type Role = 'ours' | 'forced kernel' | 'peer';

/** A contender written in TypeScript: a module beside this folder that exports `create`. */
export function nodeContender(
  name: string,
  module: string,
  args: readonly string[] = [],
  environment: Readonly<Record<string, string>> = {},
): Command {
  const server = fileURLToPath(new URL('serve.ts', import.meta.url));
  const path = fileURLToPath(new URL(`../${module}`, import.meta.url));
  return { name, executable: process.execPath, args: [server, path, ...args], environment };
}

/** It cannot take part, and says why. */
export class MissingContenderError extends Error {
  override readonly name = 'MissingContenderError';
}

/** The contender refused a request; it can go on with the next. */
export class ContenderError extends Error {
  override readonly name = 'ContenderError';
}

export class ContenderProcess {
  readonly name: string;
  readonly version: string;
  readonly #process: ChildProcess;
  readonly #answers: AsyncIterator<string>;

  private constructor(
    name: string,
    version: string,
    process: ChildProcess,
    answers: AsyncIterator<string>,
  ) {
    this.name = name;
    this.version = version;
    this.#process = process;
    this.#answers = answers;
  }

  /** @throws MissingContenderError if what it needs is not installed. */
  static async start({ name, executable, args, environment }: Command): Promise<ContenderProcess> {
    const process = spawn(executable, args, {
      env: { ...globalThis.process.env, ...environment },
      stdio: ['pipe', 'pipe', 'ignore'],
    });
    const failed = once(process, 'error').then(([error]: unknown[]) => {
      throw new MissingContenderError(`${name}: ${(error as Error).message}`);
    });
    const answers = linesOf(createInterface({ input: process.stdout }));
    const started = await Promise.race([receive(name, answers), failed]);
    if (started.version === undefined) {
      throw new MissingContenderError(`${name}: ${started.missing ?? 'it says nothing.'}`);
    }
    return new ContenderProcess(name, started.version, process, answers);
  }

  /** @throws ContenderError if it cannot do that. */
  async request(
    message: { readonly do: string } & Readonly<Record<string, unknown>>,
  ): Promise<Answer> {
    this.#process.stdin?.write(`${JSON.stringify(message)}
`);
    const answer = await receive(this.name, this.#answers);
    if (answer.error !== undefined) throw new ContenderError(`${this.name}: ${answer.error}`);
    return answer;
  }

  async run(times: number): Promise<Batch> {
    const { seconds, processorSeconds } = await this.request({ do: 'run', times });
    return { seconds: Number(seconds), processorSeconds: Number(processorSeconds) };
  }

  async end(): Promise<void> {
    const ended = once(this.#process, 'exit');
    this.#process.stdin?.end();
    await ended;
  }
}

function linesOf(lines: Interface): AsyncIterator<string> {
  return lines[Symbol.asyncIterator]();
}

async function receive(name: string, answers: AsyncIterator<string>): Promise<Answer> {
  const line = await answers.next();
  if (line.done) throw new ContenderError(`${name} ended before it answered.`);
  return JSON.parse(line.value) as Answer;
}
