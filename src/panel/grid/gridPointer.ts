/** While the pointer rests beyond an edge, so often another row or column comes into view; in milliseconds. */
const restInterval = 50;

interface Point {
  readonly x: number;
  readonly y: number;
}

/** Tells where a pressed pointer is, again and again, wherever it goes, until it is released. */
export function followPointer(
  pressed: PointerEvent,
  tell: (at: Point, start: Point) => void,
): void {
  const pointOf = ({ clientX, clientY }: PointerEvent): Point => ({ x: clientX, y: clientY });
  const start = pointOf(pressed);
  let at = start;
  const timer = setInterval(() => tell(at, start), restInterval);
  const listening = new AbortController();
  const { signal } = listening;
  const onMove = (event: PointerEvent): void => {
    at = pointOf(event);
    tell(at, start);
  };
  const onEnd = (): void => {
    clearInterval(timer);
    listening.abort();
  };
  window.addEventListener('pointermove', onMove, { signal });
  for (const end of ['pointerup', 'pointercancel', 'blur']) {
    window.addEventListener(end, onEnd, { signal });
  }
}
