/**
 * Compiles the AssemblyScript of src/core/<folder>/assembly/ into two WebAssembly modules, one of which uses fused
 * multiply-adds, and writes both, deflated and as base64, into a module that the worker bundles: each start of it reads
 * through all of that. Does nothing where it is up to date.
 */
import { createHash } from 'node:crypto';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { deflateRawSync } from 'node:zlib';

const output = 'src/worker/generated/machineCode.ts';

/**
 * What core/kernel/sharedMemory.ts keeps free at the beginning of each memory, less the tables at its end: those of
 * kernel/assembly/exponential.ts and of reading/assembly/bytes.ts.
 */
const staticBytes = 65_536 - 4096 - 256;

const variants = {
  simd: 'simd,threads,bulk-memory',
  relaxed: 'simd,threads,bulk-memory,relaxed-simd',
};

const options = [
  '-O3',
  '--noAssert',
  ...['--runtime', 'stub'],
  '--importMemory',
  '--sharedMemory',
  ...['--initialMemory', '1'],
  ...['--maximumMemory', '65535'],
];

const sources = (await Array.fromAsync(glob('src/core/*/assembly/*.ts'))).sort();
const entries = sources.filter((path) => /[\\/]index\.ts$/.test(path));
const fingerprint = `// ${await fingerprintOf([...sources, 'assembly.mjs', 'node_modules/assemblyscript/package.json'])}`;

if (!(await startsWith(output, fingerprint))) {
  const modules = await Promise.all(
    Object.entries(variants).map(async ([name, features]) => {
      const bytes = await compile(features);
      return `export const ${name} =\n  '${deflateRawSync(bytes, { level: 9 }).toString('base64')}';\n`;
    }),
  );
  await mkdir(dirname(output), { recursive: true });
  await writeFile(output, [fingerprint, '// Written by assembly.mjs.', ...modules].join('\n'));
}

async function fingerprintOf(paths) {
  const hash = createHash('sha256');
  for (const path of paths) hash.update(path).update(await readFile(path));
  return hash.digest('hex');
}

async function startsWith(path, beginning) {
  try {
    return (await readFile(path, 'utf8')).startsWith(beginning);
  } catch {
    return false;
  }
}

async function compile(features) {
  // Loading the compiler takes longer than finding that there is nothing to compile.
  const { default: asc } = await import('assemblyscript/asc');
  let bytes;
  const { error, stderr } = await asc.main(
    [...entries, ...options, '--enable', features, '--outFile', 'module.wasm'],
    { writeFile: (_, contents) => (bytes = contents) },
  );
  if (error) throw new Error(`The AssemblyScript does not compile.\n${stderr}`);
  const memory = new WebAssembly.Memory({ initial: 1, maximum: 65_535, shared: true });
  const { instance } = await WebAssembly.instantiate(bytes, { env: { memory } });
  if (instance.exports.staticEnd() > staticBytes) {
    throw new Error(`Tables and constants take more than ${staticBytes} bytes of the memory.`);
  }
  return bytes;
}
