/** A part of a text that is long enough to be worth a report of progress. */
interface Chunk {
  readonly text: string;
  /** How much of the whole text there is by now, 0 to 1. */
  readonly fraction: number;
}

/** A double at full precision and what parts it from the next have about so many characters. */
const charactersPerValue = 22;

const chunkLength = 65_536;

/** The pieces of a text of so many values, joined to chunks of equal size. */
export function* chunksOf(pieces: Iterable<string>, values: number): Generator<Chunk> {
  let joined: string[] = [];
  let length = 0;
  let written = 0;
  const chunk = (): Chunk => ({
    text: joined.join(''),
    fraction: Math.min(written / (values * charactersPerValue), 1),
  });
  for (const piece of pieces) {
    joined.push(piece);
    length += piece.length;
    written += piece.length;
    if (length < chunkLength) continue;
    yield chunk();
    joined = [];
    length = 0;
  }
  yield chunk();
}
