// Builds the visual language after `npm ci`: styles, fonts, scripts, marks and the notices of what they contain.
//
//   node build.mjs               writes src/motcua/web/shared/static/motcua/ (ignored by git) and prints the sizes
//   node build.mjs --strip-lock  takes addresses out of package-lock.json after a dependency was changed
import { copyFileSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const modules = join(here, "node_modules");
const out = resolve(here, "../src/motcua/web/shared/static/motcua");

function stripLock() {
  const path = join(here, "package-lock.json");
  const lock = JSON.parse(readFileSync(path, "utf8"));
  for (const entry of Object.values(lock.packages)) {
    delete entry.resolved;
    delete entry.funding;
  }
  writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`);
}

function write(name, content) {
  const path = join(out, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
}

async function styles() {
  const sass = await import("sass");
  for (const name of ["portal", "room"]) {
    const { css } = sass.compile(join(here, "scss", `${name}.scss`), {
      style: "compressed",
      quietDeps: true,
      fatalDeprecations: [],
    });
    if (/GDS Transport|crown|crest/i.test(css)) throw new Error(`${name}.css holds a mark of the upstream government`);
    write(`${name}.css`, css);
  }
}

async function scripts() {
  const esbuild = await import("esbuild");
  for (const name of ["portal", "room"]) {
    await esbuild.build({
      entryPoints: [join(here, "js", `${name}.entry.js`)],
      outfile: join(out, `${name}.js`),
      absWorkingDir: here,
      bundle: true,
      minify: true,
      format: "esm",
      target: ["es2020"],
      legalComments: "none", // the notices stand in LICENSES.txt
      charset: "utf8",
    });
  }
  copyFileSync(join(modules, "htmx.org/dist/htmx.min.js"), join(out, "htmx.min.js"));
}

function fonts() {
  const files = join(modules, "@fontsource/be-vietnam-pro/files");
  mkdirSync(join(out, "fonts"), { recursive: true });
  for (const letters of ["latin", "vietnamese"]) {
    for (const weight of [400, 700]) {
      const from = join(files, `be-vietnam-pro-${letters}-${weight}-normal.woff2`);
      copyFileSync(from, join(out, "fonts", `be-vietnam-pro-${letters}-${weight}.woff2`));
    }
  }
}

function marks() {
  for (const name of readdirSync(join(here, "art"))) copyFileSync(join(here, "art", name), join(out, name));
}

function notices() {
  const shipped = {
    "govuk-frontend": join(here, "notices/govuk-frontend.txt"), // its package carries no licence file
    "htmx.org": join(modules, "htmx.org/LICENSE"),
    "@fontsource/be-vietnam-pro": join(modules, "@fontsource/be-vietnam-pro/LICENSE"),
  };
  const parts = Object.entries(shipped).map(([name, licence]) => {
    const { version } = JSON.parse(readFileSync(join(modules, name, "package.json"), "utf8"));
    return `${name} ${version}\n\n${readFileSync(licence, "utf8").trim()}\n`;
  });
  write("LICENSES.txt", parts.join(`\n${"-".repeat(80)}\n\n`));
}

/** Beside every text its packed forms, which the server sends instead: a page must be light on a poor network. */
function packed() {
  for (const name of readdirSync(out).filter((each) => /\.(css|js|svg)$/.test(each))) {
    const bytes = readFileSync(join(out, name));
    writeFileSync(join(out, `${name}.gz`), gzipSync(bytes, { level: 9 }));
    writeFileSync(join(out, `${name}.br`), brotliCompressSync(bytes));
  }
}

function report() {
  for (const name of readdirSync(out, { recursive: true }).sort()) {
    if (!/\.\w+$/.test(name) || /\.(gz|br)$/.test(name)) continue;
    const bytes = readFileSync(join(out, name));
    console.log(`${name.padEnd(44)} ${String(bytes.length).padStart(8)} ${String(gzipSync(bytes, { level: 9 }).length).padStart(8)} gz`);
  }
}

if (process.argv.includes("--strip-lock")) {
  stripLock();
} else {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  await styles();
  await scripts();
  fonts();
  marks();
  notices();
  packed();
  report();
}
