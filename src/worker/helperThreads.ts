import { availableParallelism } from 'node:os';
import { receiveMessageOnPort, type MessagePort, Worker } from 'node:worker_threads';
import { helpForEver } from '../core/kernel/helperLoop.ts';
import type { Helpers } from '../core/kernel/helpers.ts';
import { kernelFunctions } from '../core/kernel/kernelFunctions.ts';
import { type InstructionSet, MachineCode } from '../core/kernel/machineCode.ts';
import { SharedMemory } from '../core/kernel/sharedMemory.ts';
import type { WebAssemblyMemory, WebAssemblyModule } from '../core/kernel/webAssembly.ts';
import { WorkBoard } from '../core/kernel/workBoard.ts';

/** Helpers keep a memory alive that nobody else may need: after so long without work they end. */
const idleMs = 10_000;

/** More of them take more memory, 13 MB each, and time to start than a batch in an editor is worth. */
const helpersAtMost = 7;

/** If helpers had to be given up so often, there are no more. */
const failuresAtMost = 3;

/** What a helper is started with. */
export interface HelperData {
  readonly board: SharedArrayBuffer;
  readonly member: number;
  readonly instructions: InstructionSet;
  readonly module: WebAssemblyModule;
}

/** Makes a memory known to a helper: the only one that it knows from then on. */
interface MemoryMessage {
  readonly number: number;
  readonly memory: WebAssemblyMemory;
}

/** Node threads that are started at the first call, and sleep between tasks. */
export class HelperThreads implements Helpers {
  board = new WorkBoard();
  isBusy = false;
  readonly #start: (data: HelperData) => Worker;
  readonly #most: number;
  #threads: Worker[] = [];
  #failures = 0;
  #idle: NodeJS.Timeout | undefined;
  /** Weak, since helpers that have nothing to do must not keep it alive. */
  #memory: WeakRef<SharedMemory> | undefined;
  #number = 0;

  /**
   * @param start starts a thread that hands its data to `help`
   * @param count how many there may be
   */
  constructor(
    start: (data: HelperData) => Worker,
    count = Math.min(availableParallelism() - 1, helpersAtMost),
  ) {
    this.#start = start;
    this.#most = count;
  }

  get count(): number {
    return this.#failures < failuresAtMost ? this.#most : 0;
  }

  call(code: MachineCode, memory: SharedMemory): number {
    this.#endWhenIdle();
    if (this.#threads.length === 0) {
      this.#memory = undefined;
      this.#startAll(code);
    }
    if (this.#memory?.deref() !== memory) {
      this.#memory = new WeakRef(memory);
      this.#number += 1;
      const message: MemoryMessage = { number: this.#number, memory: memory.memory };
      for (const thread of this.#threads) thread.postMessage(message);
    }
    return this.#number;
  }

  dismiss(board: WorkBoard): void {
    // They were dismissed before: by one that failed, or by who waited for it.
    if (board !== this.board) return;
    this.#failures += 1;
    this.#end();
  }

  #startAll(code: MachineCode): void {
    try {
      for (let member = 1; member <= this.count; member++) {
        this.#threads.push(this.#startMember(code, member));
      }
    } catch {
      // Where a machine has no more threads to give, there are none: who calls does all of the work.
      this.#failures = failuresAtMost;
      this.#end();
    }
  }

  #startMember({ instructions, module }: MachineCode, member: number): Worker {
    const thread = this.#start({ board: this.board.buffer, member, instructions, module });
    thread.unref();
    // A helper that ends by itself is missed once it does not finish what it claimed.
    const { board } = this;
    thread.once('error', () => this.dismiss(board));
    return thread;
  }

  #endWhenIdle(): void {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => {
      if (this.isBusy) this.#endWhenIdle();
      else this.#end();
    }, idleMs).unref();
  }

  #end(): void {
    for (const thread of this.#threads) void thread.terminate();
    this.#threads = [];
    this.board = new WorkBoard();
  }
}

/** The body of a helper thread. */
export function help(data: HelperData, port: MessagePort): never {
  const code = new MachineCode(data.instructions, data.module);
  let known: { readonly number: number; readonly memory: SharedMemory } | undefined;
  return helpForEver(new WorkBoard(data.board), data.member, ({ memory: number, isFloat }) => {
    let mail: { message: MemoryMessage } | undefined;
    while ((mail = receiveMessageOnPort(port) as typeof mail)) {
      known = { number: mail.message.number, memory: new SharedMemory(mail.message.memory) };
    }
    return known?.number === number
      ? kernelFunctions(code, known.memory, isFloat ? 'float32' : 'float64')
      : undefined;
  });
}
