import react from '@vitejs/plugin-react';
import { defineConfig, type Plugin } from 'vite';

const gateway = 'http://localhost:3001';
const gatewayPaths = [
  '/scenarios',
  '/stream',
  '/report',
  '/cancel',
  '/lint',
  '/compare',
  '/jobs',
  '/admin',
];

const policy = [
  "default-src 'self'",
  // The offline mode runs the engine's WebAssembly kernels in the page's own worker.
  "script-src 'self' 'wasm-unsafe-eval'",
  // The one style element that react-aria-components adds, for touch on what can be pressed.
  "style-src 'self' 'sha256-38RhXrc7EdReTKsOm23ZPOCUgniTUUcjky8QOOrQx6o='",
  "img-src 'self' data: blob:",
  "object-src 'none'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Writes the content security policy into the built page; the development server needs its own scripts. */
const contentSecurityPolicy: Plugin = {
  name: 'content-security-policy',
  apply: 'build',
  transformIndexHtml: () => [
    {
      tag: 'meta',
      attrs: { 'http-equiv': 'Content-Security-Policy', content: policy },
      injectTo: 'head-prepend',
    },
  ],
};

export default defineConfig({
  root: import.meta.dirname,
  base: './',
  plugins: [react(), contentSecurityPolicy],
  build: {
    target: 'es2022',
    outDir: 'dist',
    emptyOutDir: true,
    modulePreload: { polyfill: false },
  },
  worker: { format: 'es' },
  server: { port: 5173, proxy: Object.fromEntries(gatewayPaths.map((path) => [path, gateway])) },
});
