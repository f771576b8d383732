import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { ROOT } from '../support/lint.js';

/** A real browser, with Mermaid or axe in it, as far as the tests need it. None is there before it is asked for. */

const CHROMIUM = process.env.CHROMIUM ?? '/usr/bin/chromium';
const MODULES = join(ROOT, 'test/browser/node_modules');
const PLAYWRIGHT = join(MODULES, 'playwright-core/package.json');
const MERMAID = join(MODULES, 'mermaid/dist/mermaid.min.js');
const AXE = join(MODULES, 'axe-core/axe.min.js');

export const HOW = 'npm ci --prefix test/browser, and apt-get install chromium fonts-dejavu-core';
export const isHere = [CHROMIUM, PLAYWRIGHT, MERMAID, AXE].every((path) => existsSync(path));

let started: Promise<Browser> | null = null;

/** The one browser of all tests, the one that is installed: none is ever downloaded. */
export function theBrowser(): Promise<Browser> {
  started ??= launch();
  return started;
}

async function launch(): Promise<Browser> {
  // Not at the top: where it is not installed the tests are to be skipped.
  const { chromium } = await import('playwright-core');
  return await chromium.launch({ executablePath: CHROMIUM, args: ['--disable-gpu', '--disable-quic'] });
}

export async function closeBrowser(): Promise<void> {
  await (await started)?.close();
}

/** Closes all pages: each takes its share of what the next would be drawn with. */
export async function closePages(): Promise<void> {
  await Promise.all((await started)?.contexts().map((context) => context.close()) ?? []);
}

/** A page of its own, and what it says or asks for. */
export interface Watched {
  readonly page: Page;
  /** The request for the file itself is none of it. */
  readonly noise: readonly string[];
}

async function watched(options: BrowserContextOptions, own = ''): Promise<Watched> {
  const context = await (await theBrowser()).newContext({ offline: true, ...options });
  const page = await context.newPage();
  const noise: string[] = [];
  const hear = (event: string, what: string) => noise.push(`${event}: ${what.slice(0, 500)}`);
  page.on('console', (message) => hear('console', message.text()));
  page.on('pageerror', (error) => hear('error', String(error)));
  page.on('request', (request) => {
    if (request.url() !== own) hear('request', request.url());
  });
  page.on('framenavigated', (frame) => {
    if (frame.url().split('#')[0] !== own) hear('navigation', frame.url());
  });
  page.on('popup', (popup) => hear('popup', popup.url()));
  page.on('dialog', (dialog) => {
    hear('dialog', dialog.message());
    void dialog.dismiss();
  });
  return { page, noise };
}

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

export interface Painter extends Watched {
  readonly draw: (picture: string, theme?: 'default' | 'dark') => Promise<Drawn>;
  readonly shoot: (path: string) => Promise<void>;
}

/** Opens a page with Mermaid in it, set as GitHub sets it. */
export async function openPainter(): Promise<Painter> {
  const { page, noise } = await watched({ viewport: { width: 1000, height: 1200 } });
  await page.setContent('<div id="picture" style="width:900px"></div>');
  await page.addScriptTag({ path: MERMAID });
  await page.addScriptTag({ content: IN_THE_PAGE });
  return {
    page,
    noise,
    draw: (picture, theme = 'default') => page.evaluate(`draw(${JSON.stringify(picture)}, ${JSON.stringify(theme)})`),
    shoot: async (path) => {
      await page.locator('#picture').screenshot({ path });
    },
  };
}

/** How a page is looked at. */
export interface Look {
  readonly width: number;
  readonly dark?: boolean;
  readonly script?: boolean;
  readonly print?: boolean;
}

/** Opens a file, at the place that the fragment names, as somebody would who has it from a link. */
export async function openFile(path: string, look: Look, fragment = ''): Promise<Watched> {
  const own = pathToFileURL(path).href;
  const seen = await watched(
    {
      viewport: { width: look.width, height: 900 },
      colorScheme: look.dark ? 'dark' : 'light',
      javaScriptEnabled: look.script ?? true,
    },
    own,
  );
  if (look.print) await seen.page.emulateMedia({ media: 'print' });
  await seen.page.goto(fragment === '' ? own : `${own}#${fragment}`);
  return seen;
}

export interface Fault {
  readonly id: string;
  readonly impact: string;
  readonly nodes: readonly string[];
}

/** What axe finds of a page. */
export async function faults(page: Page): Promise<readonly Fault[]> {
  await page.evaluate(`${readFileSync(AXE, 'utf8')};0`);
  return await page.evaluate(`axe.run().then(({ violations }) => violations.map(({ id, impact, nodes }) =>
    ({ id, impact, nodes: nodes.slice(0, 5).map(({ html, any }) => html.slice(0, 200) + ' ' + (any[0]?.message ?? '')) })))`);
}

/** Longer pictures cannot be looked at. */
const SHOT = 1400;

/** The whole page, in pictures `PATH-1.png` and so on. */
export async function shoot(page: Page, path: string): Promise<void> {
  // What is out of sight is not drawn otherwise.
  await page.evaluate(`document.styleSheets[0].insertRule('* { content-visibility: visible !important }')`);
  const [width, height] = await page.evaluate<[number, number]>('[innerWidth, document.documentElement.scrollHeight]');
  for (let y = 0, number = 1; y < height; y += SHOT, number += 1) {
    const clip = { x: 0, y, width, height: Math.min(SHOT, height - y) };
    await page.screenshot({ path: `${path}-${number}.png`, fullPage: true, clip });
  }
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
