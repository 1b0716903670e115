/** Runs one measurement in this process, which is its own, and prints the result as JSON: `node run.ts MODULE [NUMBER]...` */
const [module, ...args] = process.argv.slice(2);
const { measure } = (await import(`./${module}.ts`)) as {
  readonly measure: (...args: readonly number[]) => object | Promise<object>;
};
console.log(JSON.stringify(await measure(...args.map(Number))));
