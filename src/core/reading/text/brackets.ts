import { closerOf, isCloser, isOpener } from './characters.ts';

/** The brackets that are open at `at`, the innermost first. Those in comments and strings count too. */
export function* openersAround(text: string, at: number, within: number): Generator<number> {
  const closers: number[] = [];
  for (let here = at - 1; here >= Math.max(0, at - within); here--) {
    const code = text.charCodeAt(here);
    if (isCloser(code)) closers.push(code);
    else if (!isOpener(code)) continue;
    else if (closers.at(-1) === closerOf(code)) closers.pop();
    else yield here;
  }
}
