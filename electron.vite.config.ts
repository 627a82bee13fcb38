import { resolve } from 'node:path';
import react from '@vitejs/plugin-react';
import { defineConfig } from 'electron-vite';

const root = import.meta.dirname;

/**
 * Three bundles: `out/main` holds the desktop shell (`index`), the engine process it forks (`engine`) and the
 * command line (`meschain`); `out/preload` is one CommonJS file, because an ESM preload cannot load in a sandboxed
 * page; `out/renderer` is the page, served by the shell's `app://` protocol and by the headless host alike.
 */
export default defineConfig({
  main: {
    build: {
      outDir: resolve(root, 'out/main'),
      rolldownOptions: {
        input: {
          index: resolve(root, 'src-main/electron/index.ts'),
          engine: resolve(root, 'src-main/electron/engine-process.ts'),
          meschain: resolve(root, 'src-main/headless/meschain.ts'),
        },
      },
    },
  },
  preload: {
    build: {
      outDir: resolve(root, 'out/preload'),
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: resolve(root, 'src-preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' },
      },
    },
  },
  renderer: {
    root: resolve(root, 'src-renderer'),
    plugins: [react()],
    build: {
      outDir: resolve(root, 'out/renderer'),
      emptyOutDir: true,
      minify: true,
      rolldownOptions: { input: { index: resolve(root, 'src-renderer/index.html') } },
    },
  },
});
