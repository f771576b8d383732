import { afterAll, test } from '@jest/globals';
import { closeBrowser, HOW, isHere } from './browser.js';

// One file for Jest: to load Playwright and to start a browser takes longer than most of the tests.
import './html.js';
import './picture.js';

test('a browser to open pages with is here', () => {
  if (isHere) return;
  if (process.env.REQUIRE_BROWSER === '1') throw new Error(`no browser: ${HOW}`);
  console.warn(`skipped: no page was opened and no picture was drawn; ${HOW} bring what is needed`);
});

afterAll(closeBrowser, 30_000);
