import assert from 'node:assert/strict';
import type { MachineCode } from '../../../src/core/kernel/machineCode.ts';
import { createSharedMemory } from '../../../src/core/kernel/sharedMemory.ts';
import { loadMachineCode } from './machineCode.ts';

describe('the machine code', () => {
  it('can be asked for without fused multiply-adds', () => {
    assert.equal(isFused(loadMachineCode('simd')), 0);
  });

  it('can be done without', () => {
    assert.equal(loadMachineCode('typescript'), undefined);
  });

  it('is the fused one only where the machine fuses', () => {
    const code = loadMachineCode();
    assert.equal(isFused(code), code?.instructions === 'relaxed' ? 1 : 0);
  });

  function isFused(code: MachineCode | undefined): number {
    const memory = createSharedMemory();
    assert.ok(code && memory);
    return (code.over(memory) as { isFused(): number }).isFused();
  }
});
