import react from '@vitejs/plugin-react';
import mantine from 'postcss-preset-mantine';
import { defineConfig } from 'vite';

/** Where `npm run dev -w @portcullis/console` finds a gateway: that of `npm start`. */
const gateway = process.env.PORTCULLIS_URL ?? 'http://127.0.0.1:8080';

export default defineConfig({
  base: '/console/',
  plugins: [react()],
  css: { postcss: { plugins: [mantine()] } },
  resolve: { conditions: ['@portcullis/source', 'module', 'browser', 'development|production'] },
  build: { target: 'es2023', assetsInlineLimit: 0, sourcemap: false, reportCompressedSize: false, modulePreload: { polyfill: false } },
  server: { port: 5173, proxy: { '/v1': gateway } },
});
