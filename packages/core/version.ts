/**
 * The engine's version, part of every run id. It changes whenever the same question could give other
 * bytes: results, reports or narration. A test holds it equal to the version in package.json.
 */
export const ENGINE_VERSION = '0.1.0';
