import type { MachineCode } from './machineCode.ts';
import type { SharedMemory } from './sharedMemory.ts';
import type { WorkBoard } from './workBoard.ts';

/** Threads that help this one: the members of a team, of whom this thread is the first. */
export interface Helpers {
  /** How many there may be. */
  readonly count: number;
  readonly board: WorkBoard;
  /** Whether a task is on the board. */
  isBusy: boolean;
  /** Has them ready, or on their way, for tasks that run that code on a memory. @returns the memory's number for tasks */
  call(code: MachineCode, memory: SharedMemory): number;
  /** Ends all that work on that board, since one of them does not answer. The next call is to others, with another board. */
  dismiss(board: WorkBoard): void;
}

let current: Helpers | undefined;

/** Sets who helps this thread. */
export function useHelpers(helpers: Helpers | undefined): void {
  current = helpers;
}

export function currentHelpers(): Helpers | undefined {
  return current;
}
