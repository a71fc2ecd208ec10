import { defineConfig } from 'vitest/config';

// Random drawings take their time on a busy machine.
export default defineConfig({ test: { include: ['test/**/*.test.{ts,tsx}'], testTimeout: 120_000 } });
