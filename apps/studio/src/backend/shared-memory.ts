// Pages that are not cross-origin isolated have no SharedArrayBuffer, yet the engine asks whether a
// buffer is one. Here none is.
globalThis.SharedArrayBuffer ??= class {} as unknown as SharedArrayBufferConstructor;
