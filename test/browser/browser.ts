import { spawn } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Readable, Writable } from 'node:stream';
import { pathToFileURL } from 'node:url';
import { ROOT } from '../support/lint.js';

/** A real browser, with Mermaid or axe in it, as far as the tests need it. None is there before it is asked for. */

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const MERMAID = join(ROOT, 'test/browser/node_modules/mermaid/dist/mermaid.min.js');
const AXE = join(ROOT, 'test/browser/node_modules/axe-core/axe.min.js');

export const HOW = 'npm ci --prefix test/browser, and apt-get install chromium fonts-dejavu-core';
export const isHere = [CHROMIUM, MERMAID, AXE].every((path) => existsSync(path));

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

async function paintWith(chromium: Chromium): Promise<Painter> {
  const noise: string[] = [];
  const { page, evaluate } = await openTab(chromium);
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

type Chromium = ReturnType<typeof startChromium>;

async function openTab(chromium: Chromium) {
  const { targetId } = await chromium.send('Target.createTarget', { url: 'about:blank' });
  const { sessionId } = await chromium.send('Target.attachToTarget', { targetId, flatten: true });
  const page = (method: string, params: object = {}) => chromium.send(method, params, String(sessionId));
  const evaluate = async (expression: string): Promise<unknown> => {
    const answer = await page('Runtime.evaluate', { expression, awaitPromise: true, returnByValue: true });
    if (answer.exceptionDetails !== undefined) throw new Error(JSON.stringify(answer.exceptionDetails));
    return (answer.result as { value: unknown }).value;
  };
  return { page, evaluate };
}

/** How a page is looked at. */
export interface Look {
  readonly width: number;
  readonly dark?: boolean;
  readonly script?: boolean;
  readonly print?: boolean;
}

export interface Fault {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly string[];
}

export interface Browser {
  /** Opens a file and waits until it is there; milliseconds from the start of the navigation to the first picture. */
  readonly open: (path: string, look: Look) => Promise<number>;
  readonly evaluate: (expression: string) => Promise<unknown>;
  /** One key, as a person presses it. */
  readonly press: (key: string) => Promise<void>;
  /** What axe finds of these pages. */
  readonly faults: () => Promise<readonly Fault[]>;
  /** What the pages said or asked for; the request for the file itself is none of it. */
  readonly noise: readonly string[];
  /** The whole page, in pictures `PATH-1.png` and so on. */
  readonly shoot: (path: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

/** Opens a browser that looks at files. */
export async function openBrowser(): Promise<Browser> {
  const chromium = startChromium();
  try {
    return await browseWith(chromium);
  } catch (error) {
    await chromium.close();
    throw error;
  }
}

async function browseWith(chromium: Chromium): Promise<Browser> {
  const noise: string[] = [];
  const { page, evaluate } = await openTab(chromium);
  let own = '';
  chromium.listen((event) => {
    if (own === '' || !event.includes(`"request":{"url":${JSON.stringify(own)}`)) noise.push(event);
  });
  for (const domain of ['Runtime', 'Network', 'Page', 'Log']) await page(`${domain}.enable`);
  return {
    noise,
    evaluate,
    open: async (path, { width, dark = false, script = true, print = false }) => {
      await page('Emulation.setDeviceMetricsOverride', { width, height: 900, deviceScaleFactor: 1, mobile: false });
      await page('Emulation.setEmulatedMedia', {
        media: print ? 'print' : '',
        features: [{ name: 'prefers-color-scheme', value: dark ? 'dark' : 'light' }],
      });
      await page('Emulation.setScriptExecutionDisabled', { value: !script });
      const left = chromium.once('Page.loadEventFired');
      await page('Page.navigate', { url: 'about:blank' });
      await left;
      own = pathToFileURL(path).href;
      const loaded = chromium.once('Page.loadEventFired');
      const started = process.hrtime.bigint();
      await page('Page.navigate', { url: own });
      await loaded;
      // A picture is only made of what is laid out.
      await page('Page.captureScreenshot', { format: 'jpeg', quality: 10 });
      return Number(process.hrtime.bigint() - started) / 1e6;
    },
    press: async (key) => {
      for (const type of ['keyDown', 'keyUp']) {
        await page('Input.dispatchKeyEvent', {
          type,
          key,
          code: key,
          windowsVirtualKeyCode: KEYS[key] ?? 0,
          text: key === 'Enter' ? '\r' : '',
        });
      }
    },
    faults: async () => {
      await evaluate(`${readFileSync(AXE, 'utf8')};0`);
      return (await evaluate(`axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) =>
        ({ id, impact, nodes: nodes.slice(0, 5).map(({ html, any }) => html.slice(0, 200) + ' ' + (any[0]?.message ?? '')) })))`)) as Fault[];
    },
    shoot: async (path) => {
      // What is out of sight is not drawn otherwise.
      await evaluate(`document.styleSheets[0].insertRule('* { content-visibility: visible !important }')`);
      const height = Number(await evaluate('document.documentElement.scrollHeight'));
      const width = Number(await evaluate('innerWidth'));
      for (let y = 0, number = 1; y < height; y += SHOT, number += 1) {
        const clip = { x: 0, y, width, height: Math.min(SHOT, height - y), scale: 1 };
        const { data } = await page('Page.captureScreenshot', { captureBeyondViewport: true, clip });
        writeFileSync(`${path}-${number}.png`, Buffer.from(String(data), 'base64'));
      }
    },
    close: chromium.close,
  };
}

const KEYS: Readonly<Record<string, number>> = { Tab: 9, Enter: 13 };
/** Longer pictures cannot be looked at. */
const SHOT = 1400;

/** What no picture and no page may cause. */
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
  const awaited = new Map<string, (() => void)[]>();
  let rest = '';
  from.setEncoding('utf8').on('data', (chunk: string) => {
    const messages = (rest + chunk).split('\0');
    rest = messages.pop() ?? '';
    for (const text of messages) {
      const message = JSON.parse(text);
      if (message.id !== undefined) waiting.get(message.id)?.(message);
      else {
        if (NOISY.has(message.method)) for (const listener of listeners) listener(text.slice(0, 500));
        for (const done of awaited.get(message.method)?.splice(0) ?? []) done();
      }
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
    /** The next event of that name. */
    once: (event: string) =>
      new Promise<void>((done) => {
        awaited.set(event, [...(awaited.get(event) ?? []), done]);
      }),
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
