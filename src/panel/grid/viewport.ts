import type { ReactiveController, ReactiveControllerHost } from 'lit';

interface Scrolled extends ReactiveControllerHost, HTMLElement {}

/**
 * What a windowed component has to know of its scrolling element and its font: the size and position
 * of the view, the height of a line and the width of a digit. Any change renders the component anew.
 */
export class Viewport implements ReactiveController {
  width = 0;
  height = 0;
  scrollLeft = 0;
  scrollTop = 0;
  lineHeight = 0;
  digitWidth = 0;
  readonly #host: Scrolled;
  #scroller: Element | null = null;
  #probe: Element | null = null;
  readonly #observer = new ResizeObserver(() => this.#measure());

  constructor(host: Scrolled) {
    this.#host = host;
    host.addController(this);
  }

  /** True once there is something to lay out in. */
  get measured(): boolean {
    return this.width > 0 && this.lineHeight > 0;
  }

  scrollTo(position: { left?: number; top: number }): void {
    this.#scroller?.scrollTo(position);
    this.#noteScroll();
  }

  hostUpdated(): void {
    const scroller = this.#host.querySelector('[data-scroller]');
    const probe = this.#host.querySelector('[data-probe]');
    if (scroller === this.#scroller && probe === this.#probe) return;
    this.#observer.disconnect();
    this.#scroller?.removeEventListener('scroll', this.#onScroll);
    this.#scroller = scroller;
    this.#probe = probe;
    if (!scroller || !probe) return;
    scroller.addEventListener('scroll', this.#onScroll, { passive: true });
    this.#observer.observe(scroller);
    this.#observer.observe(probe);
  }

  hostDisconnected(): void {
    this.#observer.disconnect();
    this.#scroller = null;
    this.#probe = null;
  }

  readonly #onScroll = (): void => {
    this.#noteScroll();
    this.#host.requestUpdate();
  };

  /** Kept rather than read while rendering: reading makes the browser lay out the page at once. */
  #noteScroll(): void {
    this.scrollLeft = this.#scroller?.scrollLeft ?? 0;
    this.scrollTop = this.#scroller?.scrollTop ?? 0;
  }

  #measure(): void {
    if (!this.#scroller || !this.#probe) return;
    const { clientWidth, clientHeight } = this.#scroller;
    const { width, height } = this.#probe.getBoundingClientRect();
    this.width = clientWidth;
    this.height = clientHeight;
    this.lineHeight = height;
    this.#noteScroll();
    this.digitWidth = width / (this.#probe.textContent.length || 1);
    this.#host.requestUpdate();
  }
}
