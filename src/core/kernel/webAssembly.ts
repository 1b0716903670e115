/** The part of WebAssembly's JavaScript interface that is used here: ECMAScript's own types have none of it. */
export interface WebAssemblyMemory {
  /** All of the memory that there is now; earlier ones keep showing the beginning of it. */
  readonly buffer: SharedArrayBuffer;
  /** @throws RangeError if there is not so much */
  grow(pages: number): number;
}

declare const moduleBrand: unique symbol;

/** Compiled code; may be posted to another thread. */
export interface WebAssemblyModule {
  readonly [moduleBrand]: true;
}

interface WebAssemblyInterface {
  readonly Memory: new (descriptor: {
    readonly initial: number;
    readonly maximum: number;
    readonly shared: true;
  }) => WebAssemblyMemory;
  readonly Module: new (bytes: Uint8Array) => WebAssemblyModule;
  readonly Instance: new (
    module: WebAssemblyModule,
    imports: { readonly env: { readonly memory: WebAssemblyMemory } },
  ) => { readonly exports: object };
  validate(bytes: Uint8Array): boolean;
}

/** Undefined where there is none. */
export const { WebAssembly: webAssembly } = globalThis as { WebAssembly?: WebAssemblyInterface };
