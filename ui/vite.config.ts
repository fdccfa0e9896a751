import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";
import { fewerPalettes } from "./vite.palettes.ts";

// `npm run dev` talks to a Firstlight that runs beside it.
const server = process.env.FIRSTLIGHT_URL ?? "http://127.0.0.1:8080";

export default defineConfig({
  plugins: [react(), fewerPalettes()],
  server: { proxy: { "/api": { target: server, changeOrigin: false } } },
  build: {
    // Inside the jar, where the server looks for static files.
    outDir: "target/classes/META-INF/resources",
    emptyOutDir: true,
    target: "es2022",
    // A data: URL would need a wider Content-Security-Policy than 'self'.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
  },
  test: {
    include: ["src/**/*.test.{ts,tsx}", "test/**/*.test.mjs"],
    testTimeout: 60_000,
    hookTimeout: 60_000,
    fileParallelism: false,
    // As patient as Playwright's own waits: what is asked is whether it comes, not how soon.
    expect: { poll: { timeout: 30_000 } },
  },
});
