import react from '@vitejs/plugin-react';
import { defineConfig } from 'vitest/config';

/**
 * Two bundles from one source. The release one starts from `index.html`; the scenes, which play the
 * shell with made-up data for tests and pictures, start from `scenes.html` and go elsewhere, so that
 * nothing of them can be in what is shipped (`tests/bundle.test.ts` looks).
 */
export default defineConfig(({ mode }) => {
  const scenes = mode === 'scenes';
  return {
    base: './',
    plugins: [react()],
    clearScreen: false,
    server: { port: 5173, strictPort: true },
    build: {
      target: 'safari17.4',
      outDir: scenes ? 'test-results/scenes' : 'dist',
      emptyOutDir: true,
      assetsInlineLimit: 0,
      chunkSizeWarningLimit: 1200,
      rolldownOptions: { input: scenes ? 'scenes.html' : 'index.html' },
    },
    test: {
      environment: 'jsdom',
      include: ['src/**/*.test.{ts,tsx}', 'tests/*.test.ts'],
      css: false,
    },
  };
});
