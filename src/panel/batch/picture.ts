/** What style sheets say of a drawing and attributes can say as well. Each is inherited. */
const styles = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-opacity',
  'stroke-width',
  'stroke-dasharray',
  'font-family',
  'font-size',
  'text-anchor',
];

/** What only means something in the page. */
const ofThePage = /^(class|role|tabindex|aria-.*|data-.*)$/;

/** For displays of twice as many pixels. */
const scale = 2;

/** A drawing of the page as a file of its own: in the colours of the theme, on its background. */
export function svgOf(drawn: SVGSVGElement): Uint8Array {
  return new TextEncoder().encode(standalone(drawn));
}

export async function pngOf(drawn: SVGSVGElement): Promise<Uint8Array> {
  const image = new Image();
  image.src = `data:image/svg+xml,${encodeURIComponent(standalone(drawn))}`;
  await image.decode();
  const canvas = new OffscreenCanvas(image.width * scale, image.height * scale);
  canvas.getContext('2d')?.drawImage(image, 0, 0, canvas.width, canvas.height);
  const png = await canvas.convertToBlob();
  return new Uint8Array(await png.arrayBuffer());
}

function standalone(drawn: SVGSVGElement): string {
  const copy = copyOf(drawn);
  copy.setAttribute('xmlns', 'http://www.w3.org/2000/svg');
  const background = getComputedStyle(document.body).backgroundColor;
  copy.insertAdjacentHTML('afterbegin', `<rect width="100%" height="100%" fill="${background}"/>`);
  // The comments are marks of the template that the drawing was made from.
  return copy.outerHTML.replaceAll(/<!--.*?-->/g, '');
}

/** @param inherited what the copy around it says already */
function copyOf(drawn: Element, inherited?: CSSStyleDeclaration): Element {
  const copy = drawn.cloneNode(false) as Element;
  for (const { name } of [...copy.attributes]) {
    if (ofThePage.test(name)) copy.removeAttribute(name);
  }
  const style = getComputedStyle(drawn);
  for (const name of styles) {
    const value = style.getPropertyValue(name);
    if (value !== inherited?.getPropertyValue(name)) copy.setAttribute(name, value);
  }
  for (const child of drawn.childNodes) {
    copy.append(child instanceof Element ? copyOf(child, style) : child.cloneNode());
  }
  return copy;
}
