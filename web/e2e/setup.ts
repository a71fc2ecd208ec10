import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type BrowserServer, chromium } from 'playwright-core';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Address of the real server, with its token. */
    address: string;
    /** WebSocket of the one browser. */
    browser: string;
  }
}

const program = new URL('../../artifacts/bin/Headlight.Cli/release/Headlight.Cli.dll', import.meta.url)
  .pathname;

export function browserPath(): string {
  const places = [
    process.env.CHROMIUM,
    '/usr/bin/chromium',
    '/usr/bin/chromium-browser',
    '/usr/bin/google-chrome',
  ];
  const found = places.find(path => path && existsSync(path));
  if (!found) throw new Error('There is no Chromium: install it, or set CHROMIUM to its path.');
  return found;
}

export interface Server {
  address: string;
  /** Asks it to end, or with `SIGKILL` ends it at once. */
  stop(signal?: NodeJS.Signals): Promise<void>;
}

/** A folder for what a server keeps: never that of whoever runs the tests. */
export const dataFolder = (): string => mkdtempSync(join(tmpdir(), 'headlight-data-'));

/** Starts the real program on a free port and waits for the address it prints. */
export async function startServer(...args: string[]): Promise<Server> {
  const folder = dataFolder();
  const { address, stop } = await startServerIn(folder, ...args);
  const remove = () => rmSync(folder, { recursive: true, force: true });
  return { address, stop: signal => stop(signal).then(remove) };
}

/** The same, keeping what it measures in this folder. */
export async function startServerIn(folder: string, ...args: string[]): Promise<Server> {
  const server = spawn(
    'dotnet',
    [program, ...(args.includes('--port') ? args : [...args, '--port', '0']), '--no-browser'],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...process.env, XDG_DATA_HOME: folder },
    },
  );
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk;
      const found = /http:\/\/\S+/.exec(said);
      if (found) resolve(found[0]);
    };
    server.stdout.on('data', listen);
    server.stderr.on('data', listen);
    server.on('exit', code => reject(new Error(`The server ended with ${code}: ${said}`)));
  });
  const stop = (signal: NodeJS.Signals = 'SIGTERM') =>
    new Promise<void>(resolve => {
      server.removeAllListeners('exit');
      server.on('exit', () => resolve());
      server.kill(signal);
    });
  return { address, stop };
}

export async function startBrowser(): Promise<BrowserServer> {
  return chromium.launchServer({
    executablePath: browserPath(),
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
      '--font-render-hinting=none',
    ],
  });
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const [server, browser] = await Promise.all([startServer(), startBrowser()]);
  project.provide('address', server.address);
  project.provide('browser', browser.wsEndpoint());
  return async () => {
    await browser.close();
    await server.stop();
  };
}
