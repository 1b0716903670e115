import {
  bracketField,
  bracketFields,
  field,
  levels,
  type PlainScanner,
} from '../plain/plainScanner.ts';
import { closeParenthesis } from '../text/characters.ts';
import { deepest, type ListBuilder, none } from './listBuilder.ts';
import { scalar } from './shapeTable.ts';

/** A scan of fewer characters than this costs more than it saves. */
const worthwhile = 16;

/** Where scanning stops at once, it is tried again only after up to so many characters. */
const longestWait = 4096;

/**
 * Scans plain stretches of nested lists for a list builder: what is open is told to the scanner, and what the
 * scanner leaves open goes on in the builder, as if it had read the stretch itself.
 */
export class PlainLists {
  /** Before this, scanning is not tried. */
  next = 0;
  private readonly scanner: PlainScanner;
  private readonly builder: ListBuilder;
  private wait = 0;

  constructor(scanner: PlainScanner, builder: ListBuilder) {
    this.scanner = scanner;
    this.builder = builder;
  }

  /** Reads on from `at` as far as the text is plain. @returns where it is not any more */
  read(at: number): number {
    const { scanner, builder } = this;
    const { closer } = builder.bracket;
    this.enter();
    const end = scanner.run('scanList', at, builder.values, builder.starts);
    this.leave();
    // The end of the bracket that it began in is no reason to wait.
    if (end - at >= worthwhile || scanner.text.charCodeAt(end) === closer) this.wait = 0;
    else this.wait = Math.min(longestWait, Math.max(worthwhile, 2 * this.wait));
    this.next = end + this.wait;
    return end;
  }

  private enter(): void {
    const { builder } = this;
    const { scan, brackets } = this.scanner;
    const { bracket } = builder;
    const sizes = bracket.elements === none ? [] : builder.shapes.dimensions(bracket.elements);
    scan[field.level] = 0;
    scan[field.levels] = Math.min(levels, deepest - builder.outer.length);
    scan[field.numberLevel] = bracket.elements === none ? none : sizes.length;
    scan[field.afterValue] = Number(builder.afterValue);
    scan[field.lineEnded] = Number(builder.lineEnded);
    scan[field.commas] = Number(builder.commas);
    scan[field.firstJoin] = builder.firstJoin;
    scan[field.optionsFollow] = Number(bracket.role === 'wrapper');
    scan[field.rowBreaks] = builder.rowBreaks;
    brackets[bracketField.closer] = bracket.closer;
    brackets[bracketField.count] = bracket.count;
    brackets[bracketField.commas] = Number(bracket.commas);
    sizes.forEach((size, outer) => {
      brackets[(outer + 1) * bracketFields + bracketField.size] = size;
    });
  }

  private leave(): void {
    const { builder } = this;
    const { scan, brackets } = this.scanner;
    const of = (level: number, name: keyof typeof bracketField): number =>
      brackets[level * bracketFields + bracketField[name]]!;
    const level = scan[field.level]!;
    const elements = this.elementShapes();
    const base = builder.bracket;
    base.count = of(0, 'count');
    base.commas = of(0, 'commas') !== 0;
    if (base.count > 0) base.elements = elements[0]!;
    for (let open = 1; open <= level; open++) {
      builder.outer.push(builder.bracket);
      const closer = of(open, 'closer');
      const count = of(open, 'count');
      builder.bracket = {
        start: of(open, 'start'),
        closer,
        role: closer === closeParenthesis ? 'group' : 'list',
        count,
        elements: count === 0 ? none : elements[open]!,
        commas: of(open, 'commas') !== 0,
      };
    }
    builder.afterValue = scan[field.afterValue] !== 0;
    builder.lineEnded = scan[field.lineEnded] !== 0;
    builder.commas = scan[field.commas] !== 0;
    builder.firstJoin = scan[field.firstJoin]!;
  }

  /** The shapes of the elements on each level, as far as they are known. */
  private elementShapes(): number[] {
    const { scan, brackets } = this.scanner;
    const shapes: number[] = [];
    let shape = scalar;
    for (let level = scan[field.numberLevel]!; level >= 0; level--) {
      shapes[level] = shape;
      const size = brackets[level * bracketFields + bracketField.size]!;
      if (level === 0 || size === none) break;
      shape = this.builder.shapes.list(size, shape);
    }
    return shapes;
  }
}
