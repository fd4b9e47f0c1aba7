// Builds assets/ into static/: minified, named by content, precompressed, listed in static/manifest.json.
// Nothing is done when the sources have not changed since the last build; --force builds anyway.
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, readdir, rename, rm, stat, utimes, writeFile } from "node:fs/promises";
import { dirname, extname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const here = dirname(fileURLToPath(import.meta.url));
const root = dirname(here);
const target = join(root, "static");
const manifestPath = join(target, "manifest.json");
const compressible = new Set([".css", ".js", ".svg"]);

async function sourcesDigest() {
  const entries = await readdir(here, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  files.push(join(root, "package-lock.json"));
  const digest = createHash("sha256");
  for (const file of files.sort()) {
    digest.update(relative(root, file)).update(await readFile(file));
  }
  return digest.digest("hex");
}

async function isUpToDate(sources) {
  if (process.argv.includes("--force") || !existsSync(manifestPath)) return false;
  try {
    const manifest = JSON.parse(await readFile(manifestPath, "utf8"));
    return manifest.sources === sources && Object.values(manifest.files).every((name) => existsSync(join(target, name)));
  } catch {
    return false;
  }
}

async function styles() {
  const { compile } = await import("sass");
  const options = { style: "compressed", loadPaths: [join(root, "node_modules")], quietDeps: true };
  return Buffer.from(compile(join(here, "styles", "app.scss"), options).css);
}

async function scripts() {
  const { build } = await import("esbuild");
  const result = await build({
    entryPoints: [join(here, "scripts", "app.js")],
    bundle: true,
    format: "esm",
    legalComments: "none",
    minify: true,
    target: ["es2020"],
    write: false,
  });
  return Buffer.from(result.outputFiles[0].contents);
}

async function images() {
  const names = await readdir(join(here, "images"));
  return Promise.all(names.map(async (name) => [name, await readFile(join(here, "images", name))]));
}

async function save(name, content) {
  const path = join(target, name);
  await writeFile(`${path}.new`, content);
  await rename(`${path}.new`, path);
}

async function publish(name, content) {
  const extension = extname(name);
  const hash = createHash("sha256").update(content).digest("hex").slice(0, 12);
  const published = `${name.slice(0, -extension.length)}.${hash}${extension}`;
  await save(published, content);
  if (!compressible.has(extension)) return { published, kept: [published] };
  await save(`${published}.gz`, gzipSync(content, { level: 9 }));
  await save(`${published}.br`, brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
  }));
  return { published, kept: [published, `${published}.gz`, `${published}.br`] };
}

// A server that is running serves what it found when it started, so what was replaced stays for a day.
async function removeOld(kept) {
  const yesterday = Date.now() - 24 * 60 * 60 * 1000;
  for (const name of await readdir(target)) {
    const path = join(target, name);
    if (!kept.has(name) && (await stat(path)).mtimeMs < yesterday) await rm(path, { recursive: true });
  }
}

const sources = await sourcesDigest();
if (await isUpToDate(sources)) {
  // Make compares times, and the sources may have been touched without a change.
  await utimes(manifestPath, new Date(), new Date());
  console.log("Assets are up to date.");
} else {
  await mkdir(target, { recursive: true });
  const [css, js, pictures] = await Promise.all([styles(), scripts(), images()]);
  const files = {};
  const kept = new Set(["manifest.json"]);
  for (const [name, content] of [["app.css", css], ["app.js", js], ...pictures]) {
    const result = await publish(name, content);
    files[name] = result.published;
    result.kept.forEach((file) => kept.add(file));
    console.log(`${result.published}  ${content.length} bytes, ${gzipSync(content, { level: 9 }).length} gzipped`);
  }
  await save("manifest.json", `${JSON.stringify({ sources, files }, null, 2)}\n`);
  await removeOld(kept);
}
