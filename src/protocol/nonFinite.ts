/**
 * VS Code carries what an extension and its webview say to each other as JSON (typed arrays apart), and
 * JSON has neither NaN nor infinities: they arrive as null. So they travel in an envelope.
 */
interface Envelope {
  readonly nonFinite: string;
}

/** A message with every number that JSON lacks in an envelope. */
export function wrapNonFinite(value: unknown): unknown {
  if (typeof value === 'number' && !Number.isFinite(value)) return { nonFinite: String(value) };
  return mapPlain(value, wrapNonFinite);
}

/** The message as it was before `wrapNonFinite`. */
export function unwrapNonFinite(value: unknown): unknown {
  return isEnvelope(value) ? Number(value.nonFinite) : mapPlain(value, unwrapNonFinite);
}

function mapPlain(value: unknown, map: (value: unknown) => unknown): unknown {
  if (Array.isArray(value)) return value.map(map);
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, entry]) => [key, map(entry)]));
}

function isEnvelope(value: unknown): value is Envelope {
  return typeof value === 'object' && value !== null && 'nonFinite' in value;
}
