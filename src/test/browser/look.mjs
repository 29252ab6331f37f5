// Opens pages in a real Chromium, tries them, and prints what it saw as one JSON document:
//
//   node look.mjs FOLDER PAGE.html ...
//
// Screenshots go to FOLDER, named after the page: light, dark, narrow, print, and a PDF. It is
// to be copied to where `npm ci` of the package-lock.json beside it has made node_modules.
import { existsSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { basename, dirname, join, resolve } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { inflate, setupLambdaEnvironment } from "@sparticuz/chromium";
import axe from "axe-core";
import { launch } from "puppeteer-core";

const bin = join(dirname(fileURLToPath(import.meta.resolve("@sparticuz/chromium"))), "..", "bin");
// What the browser needs of the system comes with it, as a machine for tests may have none of it.
setupLambdaEnvironment(join(tmpdir(), "al2023", "lib"));

async function unpacked(archive, made) {
  return existsSync(join(tmpdir(), made)) ? join(tmpdir(), made) : inflate(join(bin, archive));
}

async function judged(page) {
  await page.evaluate(axe.source);
  const { violations, passes } = await page.evaluate(() => globalThis.axe.run(document));
  return {
    passes: passes.length,
    violations: violations.map((it) => `${it.id}: ${it.nodes.map((node) => node.html).join(" | ").slice(0, 400)}`),
  };
}

const shownRows = (page) =>
  page.$$eval("table.keys tbody tr", (rows) => rows.filter((row) => row.checkVisibility()).map((row) => row.cells[0].firstChild.textContent));

const fold = (page, open) =>
  page.$$eval("main details", (folds, to) => folds.forEach((it) => { it.open = to; }), open);

async function looks(page, name, scheme, width) {
  await page.setViewport({ width, height: 900 });
  await page.emulateMediaFeatures([{ name: "prefers-color-scheme", value: scheme }]);
  await page.screenshot({ path: `${name}.png`, fullPage: true });
  return {
    ...(await judged(page)),
    width: await page.evaluate(() => document.documentElement.scrollWidth),
    paper: await page.evaluate(() => getComputedStyle(document.body).backgroundColor),
  };
}

async function printed(page, name) {
  await page.emulateMediaType("print");
  await page.setViewport({ width: 760, height: 1080 });
  await page.screenshot({ path: `${name}.png`, fullPage: true });
  await page.pdf({ path: `${name}.pdf`, format: "A4" });
  const paper = await page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  await page.emulateMediaType("screen");
  return { paper };
}

// As a person would: types, chooses, clicks.
async function tried(page) {
  if (!(await page.$("#tools"))) {
    return null;
  }
  await page.setViewport({ width: 1280, height: 900 });
  const all = await shownRows(page);
  const word = all[0];
  await page.type("#words", word);
  const found = await shownRows(page);
  const said = await page.$eval("#said", (it) => it.textContent);
  await page.$eval("#words", (it) => it.select());
  await page.keyboard.press("Backspace");
  await page.select("#kind", "passes");
  const passing = await shownRows(page);
  await page.select("#kind", "");
  const again = await shownRows(page);
  const ages = () => page.$$eval("table.keys", ([table]) => [...table.tBodies[0].rows].map((row) => Number(row.cells[2].dataset.n)));
  const headers = await page.$$("table.keys thead button");
  await headers[2].click();
  const up = await ages();
  await headers[2].focus();
  await page.keyboard.press("Enter");
  const down = await ages();
  const sort = await page.$eval("table.keys th:nth-child(3)", (it) => it.getAttribute("aria-sort"));
  return { all, word, found, said, passing, again, up, down, sort };
}

// What the policy would do about a script or a picture that came through.
async function attacked(page) {
  return page.evaluate(async () => {
    const refused = [];
    document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
    const script = document.createElement("script");
    script.textContent = "globalThis.obeyed = true";
    document.body.append(script);
    const picture = new Image();
    const failed = new Promise((done) => picture.addEventListener("error", done));
    picture.src = "http://127.0.0.1:9/picture";
    await failed;
    return { obeyed: globalThis.obeyed === true, refused };
  });
}

async function withoutScripts(page, url) {
  await page.setJavaScriptEnabled(false);
  await page.goto(url);
  const folds = await page.$$("main section > details > summary");
  for (const fold of folds) {
    await fold.click();
  }
  return {
    shown: page.url() === url ? await shownRows(page) : [],
    tools: (await page.$("#tools")) !== null && (await page.$eval("#tools", (it) => it.checkVisibility())),
  };
}

const [folder, ...files] = process.argv.slice(2);
await mkdir(folder, { recursive: true });
const executablePath = await unpacked("chromium.br", "chromium");
await unpacked("fonts.tar.br", "fonts");
await unpacked("al2023.tar.br", "al2023");
const browser = await launch({
  executablePath,
  headless: "shell",
  pipe: true,
  args: ["--no-sandbox", "--disable-gpu", "--font-render-hinting=none", "--disable-background-networking"],
});
try {
  const seen = {};
  for (const file of files) {
    const url = pathToFileURL(resolve(file)).href;
    const name = join(folder, basename(file, ".html"));
    const page = await browser.newPage();
    const requests = [];
    const complaints = [];
    page.on("request", (request) => requests.push(request.url()));
    page.on("console", (message) => complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    page.on("dialog", (dialog) => complaints.push(dialog.message()) && dialog.dismiss());
    await page.goto(url);
    await fold(page, true);
    const light = await looks(page, `${name}-light`, "light", 1280);
    const dark = await looks(page, `${name}-dark`, "dark", 1280);
    const narrow = await looks(page, `${name}-narrow`, "light", 360);
    const print = await printed(page, `${name}-print`);
    await fold(page, false);
    const use = await tried(page);
    const quiet = { requests: requests.filter((it) => it !== url), complaints: [...complaints] };
    const attack = await attacked(page);
    const noScript = await withoutScripts(page, url);
    await page.close();
    seen[basename(file)] = { light, dark, narrow, print, use, ...quiet, attack, noScript };
  }
  console.log(JSON.stringify(seen, null, 1));
} finally {
  await browser.close();
}
