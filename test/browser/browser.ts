import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { ROOT } from '../support/lint.js';

/** Mermaid in a real browser, as far as the tests of the picture need it. Neither is there before it is asked for. */

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const MERMAID = join(ROOT, 'test/browser/node_modules/mermaid/dist/mermaid.min.js');

export const HOW = 'npm ci --prefix test/browser, and apt-get install chromium fonts-dejavu-core';
export const isHere = existsSync(CHROMIUM) && existsSync(MERMAID);

const FLAGS = [
  '--headless=new',
  '--remote-debugging-pipe',
  '--window-size=1000,1200',
  '--disable-dev-shm-usage',
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** What is looked at in a drawn picture. */
export interface Drawn {
  readonly error: string | null;
  /** The lines of each label, as text. */
  readonly nodes: readonly (readonly string[])[];
  readonly frames: readonly (readonly string[])[];
  readonly links: readonly (readonly string[])[];
  /** Names of all elements. */
  readonly elements: readonly string[];
  /** Names of all attributes that could run or load something. */
  readonly active: readonly string[];
  /** Links that can be seen. */
  readonly lines: number;
}

export interface Painter {
  readonly draw: (picture: string, theme?: 'default' | 'dark') => Promise<Drawn>;
  /** What the page said or asked for, since it was opened. */
  readonly noise: readonly string[];
  readonly shoot: (path: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens one page with Mermaid in it, set as GitHub sets it. */
export async function openPainter(): Promise<Painter> {
  const chromium = startChromium();
  try {
    return await paintWith(chromium);
  } catch (error) {
    await chromium.close();
    throw error;
  }
}

async function paintWith(chromium: ReturnType<typeof startChromium>): Promise<Painter> {
  const noise: string[] = [];
  const { targetId } = await chromium.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await chromium.send('Target.attachToTarget', { targetId, flatten: true });
  const page = (method: string, params: object = {}) => chromium.send(method, params, String(sessionId));
  const evaluate = async (expression: string): Promise<unknown> => {
    const answer = await page('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails));
    return (answer.result as { value: unknown }).value;
  };
  await evaluate(`document.body.innerHTML = '<div id="picture" style="width:900px"></div>'; 0`);
  await evaluate(`${readFileSync(MERMAID, 'utf8')};0`);
  await evaluate(IN_THE_PAGE);
  chromium.listen((event) => noise.push(event));
  for (const domain of ['Runtime', 'Network', 'Page', 'Log']) await page(`${domain}.enable`);
  return {
    noise,
    draw: async (picture, theme = 'default') =>
      (await evaluate(`draw(${JSON.stringify(picture)}, ${JSON.stringify(theme)})`)) as Drawn,
    shoot: async (path) => {
      const clip = await evaluate(`(() => {
        const { x, y, width, height } = document.getElementById('picture').getBoundingClientRect();
        return { x, y, width, height, scale: 1 };
      })()`);
      const { data } = await page('Page.captureScreenshot', { clip, captureBeyondViewport: true });
      writeFileSync(path, Buffer.from(String(data), 'base64'));
    },
    close: chromium.close,
  };
}

/** What no picture may cause. */
const NOISY = new Set([
  'Runtime.consoleAPICalled',
  'Runtime.exceptionThrown',
  'Network.requestWillBeSent',
  'Page.javascriptDialogOpening',
  'Page.frameRequestedNavigation',
  'Log.entryAdded',
]);

type Answer = Readonly<Record<string, unknown>>;

/** Chromium's own protocol over two pipes: messages of JSON with a zero byte after each. */
function startChromium() {
  const profile = mkdtempSync(join(tmpdir(), 'wso2is-lint-browser-'));
  const browser = spawn(CHROMIUM, [...FLAGS, `--user-data-dir=${profile}`], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe', 'pipe'],
  });
  const [, , , into, from] = browser.stdio as unknown as [null, null, null, Writable, Readable];
  const ended = new Promise<void>((done) => browser.once('exit', () => done()));
  const waiting = new Map<number, (answer: { result?: Answer; error?: unknown }) => void>();
  const listeners: ((event: string) => void)[] = [];
  let rest = '';
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const text of messages) {
      const message = JSON.parse(text);
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      else if (NOISY.has(message.method)) for (const listener of listeners) listener(text.slice(0, 500));
    }
  });
  let last = 0;
  const send = (method: string, params: object = {}, sessionId?: string): Promise<Answer> =>
    new Promise((done, fail) => {
      last += 1;
      waiting.set(last, ({ result, error }) => {
        if (result === undefined) fail(new Error(`${method}: ${JSON.stringify(error)}`));
        else done(result);
      });
      void ended.then(() => fail(new Error(`${CHROMIUM} has ended`)));
      into.write(`${JSON.stringify({ id: last, method, params, sessionId })}\0`);
    });
  return {
    send,
    listen: (listener: (event: string) => void) => listeners.push(listener),
    close: async () => {
      await send('Browser.close').catch(() => undefined);
      await ended;
      rmSync(profile, { recursive: true, force: true });
    },
  };
}

/** Text, so that no transformer of the tests gets at it. */
const IN_THE_PAGE = `
let drawn = 0;
globalThis.draw = async (picture, theme) => {
  const none = { nodes: [], frames: [], links: [], elements: [], active: [], lines: 0 };
  try {
    mermaid.initialize({ startOnLoad: false, securityLevel: 'strict', theme });
    await mermaid.parse(picture);
    const { svg } = await mermaid.render('drawn' + ++drawn, picture);
    const place = document.getElementById('picture');
    document.body.style.background = theme === 'dark' ? '#0d1117' : 'white';
    place.innerHTML = svg;
    const inside = [...place.querySelectorAll('*')];
    const labels = (selector) => [...place.querySelectorAll(selector)].map((label) =>
      label.innerHTML.split(/<br ?\\/?>/).map((line) => {
        const box = document.createElement('template');
        box.innerHTML = line;
        return box.content.textContent;
      }));
    return {
      error: null,
      nodes: labels('.node .nodeLabel'),
      frames: labels('.cluster-label .nodeLabel'),
      links: labels('.edgeLabel .edgeLabel').filter((lines) => lines.join('') !== ''),
      elements: [...new Set(inside.map((element) => element.localName))].sort(),
      active: [...new Set(inside.flatMap((element) => element.getAttributeNames())
        .filter((name) => /^on|href|^src/.test(name)))].sort(),
      lines: [...place.querySelectorAll('path.flowchart-link')]
        .filter((line) => !line.classList.contains('edge-thickness-invisible')).length,
    };
  } catch (error) {
    return { ...none, error: String(error) };
  }
};
`;
