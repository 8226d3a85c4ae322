import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { type Browser, chromium } from 'playwright-core';
import { codec, f32, record, text, u8, u32 } from 'structwire';
import { listen } from 'structwire/net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PageReport } from './page.ts';

const CHROMIUM = '/usr/bin/chromium';
/** Where `CI` is set the browser has to be there. */
const hasChromium = existsSync(CHROMIUM) || process.env['CI'] !== undefined;

const Reading = codec(record({ id: u32, value: f32, name: text(u8) }));

describe.runIf(hasChromium)('a page in Chromium', () => {
  let browser: Browser;
  let script: string;

  beforeAll(async () => {
    const entryPoints = [fileURLToPath(new URL('page.ts', import.meta.url))];
    const { outputFiles } = await build({
      entryPoints,
      bundle: true,
      write: false,
      format: 'esm',
      platform: 'browser',
    });
    script = outputFiles[0]?.text ?? '';
    browser = await chromium.launch({ executablePath: CHROMIUM, args: ['--no-sandbox', '--disable-gpu'] });
  }, 60_000);
  afterAll(() => browser?.close());

  it.each([
    ['that may compile code', undefined, true],
    ["whose policy forbids 'eval'", "default-src 'none'; script-src 'self'; connect-src 'self'", false],
  ])('%s packs and unpacks records, and exchanges them over WebSocket', async (_name, policy, canCompile) => {
    const http = createServer(({ url }, response) => {
      const isScript = url === '/page.js';
      response.setHeader('content-type', isScript ? 'text/javascript' : 'text/html');
      if (policy !== undefined) response.setHeader('content-security-policy', policy);
      response.end(
        isScript ? script : '<!doctype html><title>records</title><script type="module" src="/page.js"></script>',
      );
    }).listen(0, '127.0.0.1');
    await once(http, 'listening');
    const { port } = http.address() as AddressInfo; // it listens on TCP
    const origin = `http://127.0.0.1:${port}`;
    const webSocket = { server: http, path: '/records', origins: [origin] };
    const server = await listen({ webSocket, codec: Reading, maxPending: 10_000 }, async (connection) => {
      for await (const reading of connection) await connection.send(reading);
    });
    const page = await browser.newPage();
    const said = page.waitForEvent('console', (message) => message.text().startsWith('{'));
    await page.goto(origin);
    const report = JSON.parse((await said).text()) as PageReport; // what page.ts makes
    expect(report).toEqual({
      canCompile,
      packed: '0100000061620000cdcc2c40', // python3: struct.pack('I 2s f', 1, b'ab', 2.7).hex()
      unpacked: [1, [0x61, 0x62], 2.700000047683716],
      echoed: 20_000,
      isInOrder: true,
      wasHeldBack: true,
      sent: 20_000,
      received: 20_000,
      end: 'undefined',
      refused: 'websocket-failed',
      streamed: 2_000,
    } satisfies PageReport);
    expect(server.stats).toMatchObject({ accepted: 2, recordsReceived: 22_000, recordsSent: 22_000, errors: 0 });
    await page.close();
    await server.close();
    http.close();
    http.closeAllConnections();
  });
});
