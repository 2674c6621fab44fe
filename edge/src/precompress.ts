import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

const compressible = /\.(js|css|svg|json|txt|ico|webmanifest|wasm|ttf)$/;
const smallest = 1024;

/** Writes `.br` and `.gz` beside each compressible file under `directory`; returns how many files got them. */
export function precompress(directory: string): number {
  const files = readdirSync(directory, { recursive: true, encoding: 'utf8' })
    .map((name) => join(directory, name))
    .filter((file) => compressible.test(file) && statSync(file).isFile() && statSync(file).size >= smallest);
  for (const file of files) {
    const content = readFileSync(file);
    const brotli = { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: content.length };
    writeFileSync(`${file}.br`, brotliCompressSync(content, { params: brotli }));
    writeFileSync(`${file}.gz`, gzipSync(content, { level: 9 }));
  }
  return files.length;
}

if (import.meta.main) {
  const directory = process.argv[2];
  if (directory === undefined) {
    process.stderr.write('Which folder? npm run precompress -- DIR\n');
    process.exit(2);
  }
  process.stdout.write(`${precompress(directory)} files compressed\n`);
}
