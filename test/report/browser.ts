/** Opens reports in a real browser, where one is installed, and notes whatever it complains about. */
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chromium } from 'playwright-core';
import type { Browser, Page } from 'playwright-core';

const candidates = [
  process.env['CHROMIUM'] ?? '',
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
];

/** Where a browser is, or undefined: its tests are then skipped. */
export const browserPath = candidates.find((path) => path !== '' && existsSync(path));

export interface OpenOptions {
  width?: number;
  scheme?: 'light' | 'dark';
}

/** A browser with a folder of pages; close it after use. */
export class ReportBrowser implements AsyncDisposable {
  readonly #browser: Browser;
  readonly #folder = mkdtempSync(join(tmpdir(), 'report-browser-'));
  /** Console messages, errors, and requests for anything but the page itself. */
  readonly complaints: string[] = [];

  private constructor(browser: Browser) {
    this.#browser = browser;
  }

  static async launch(): Promise<ReportBrowser> {
    const browser = await chromium.launch({
      executablePath: browserPath ?? '',
      args: ['--no-sandbox'],
    });
    return new ReportBrowser(browser);
  }

  /** Opens the page from disk and waits until its charts are drawn. */
  async open(html: string, options: OpenOptions = {}): Promise<Page> {
    const file = join(this.#folder, 'report.html');
    writeFileSync(file, html);
    const url = `file://${file}`;
    return this.visit(url, options, url);
  }

  /** The same for a page from a server; `own` starts the addresses that it may ask for. */
  async visit(
    url: string,
    { width = 1280, scheme = 'light' }: OpenOptions = {},
    own = url,
  ): Promise<Page> {
    const page = await this.#browser.newPage({
      viewport: { width, height: 900 },
      colorScheme: scheme,
    });
    page.on('console', (message) => this.complaints.push(message.text()));
    page.on('pageerror', (error) => this.complaints.push(error.message));
    page.on('request', (request) => {
      if (!request.url().startsWith(own)) this.complaints.push(`requests ${request.url()}`);
    });
    await page.goto(url);
    // Playwright would poll by eval, which the page's policy forbids.
    await page.evaluate(
      `new Promise((resolve) => {
        const look = () =>
          [...document.querySelectorAll('canvas')].every((canvas) => canvas.style.width !== '')
            ? resolve()
            : requestAnimationFrame(look);
        look();
      })`,
    );
    return page;
  }

  async [Symbol.asyncDispose](): Promise<void> {
    await this.#browser.close();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
