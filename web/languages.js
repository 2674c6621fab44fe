// The languages beside English: src/languages/<code>/*.json, one file for each part of the application.
//   write FOLDER        one file a language, for the browser to load, and the list of the languages
//   check TEXTS.json    whether each language has every text that `ng extract-i18n` found, and no other
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ɵcomputeMsgId as messageId } from '@angular/localize';

const SOURCE = join(import.meta.dirname, 'src/languages');
const MOST_SHOWN = 60;

/** `meaning|text` or `text` -> the id that Angular gives the text. */
function idOf(key) {
  const [, meaning, text] = /^(?:([a-z][a-z ]*)\|)?(.*)$/s.exec(key);
  return messageId(text, meaning ?? '');
}

/** A language's name, its translations by id, and what is wrong with its files. */
function read(code) {
  const folder = join(SOURCE, code);
  const texts = new Map();
  const faults = [];
  let name = '';
  for (const file of readdirSync(folder).filter(one => one.endsWith('.json')).sort()) {
    const content = JSON.parse(readFileSync(join(folder, file), 'utf8'));
    if (file === 'language.json') { name = content.name; continue; }
    for (const [key, text] of Object.entries(content)) {
      const id = idOf(key);
      const before = texts.get(id);
      if (before && before.text !== text) faults.push(`${code}/${file}: "${key}" is "${before.text}" in ${before.file}`);
      texts.set(id, { key, text, file });
    }
  }
  if (!name) faults.push(`${code}/language.json has no name`);
  return { name, texts, faults };
}

const codes = () => readdirSync(SOURCE, { withFileTypes: true }).filter(entry => entry.isDirectory()).map(entry => entry.name).sort();

function write(folder) {
  mkdirSync(folder, { recursive: true });
  const list = [{ code: 'en', name: 'English' }];
  for (const code of codes()) {
    const { name, texts } = read(code);
    list.push({ code, name });
    writeFileSync(join(folder, `${code}.json`), JSON.stringify(Object.fromEntries([...texts].map(([id, one]) => [id, one.text]))));
  }
  writeFileSync(join(folder, 'list.json'), JSON.stringify(list));
}

const placeholders = text => [...new Set(text.match(/\{\$\w+\}/g) ?? [])].sort().join(' ');

/** What is wrong: texts without a translation, translations of no text, placeholders that differ. */
function faultsOf(code, found) {
  const { texts, faults } = read(code);
  for (const [id, text] of Object.entries(found)) {
    const given = texts.get(id);
    if (!given) faults.push(`${code} lacks: ${JSON.stringify(text)}: "",`);
    else if (!given.text.trim()) faults.push(`${code}/${given.file}: "${given.key}" is empty`);
    else if (placeholders(given.text) !== placeholders(text)) faults.push(`${code}/${given.file}: "${given.key}" must hold ${placeholders(text) || 'no placeholder'}`);
  }
  for (const [id, one] of texts) if (!(id in found)) faults.push(`${code}/${one.file}: no text "${one.key}" is left in the application`);
  return faults;
}

const [what, where] = process.argv.slice(2);
if (what === 'write') {
  write(where);
} else {
  const found = JSON.parse(readFileSync(where, 'utf8')).translations;
  const faults = codes().flatMap(code => faultsOf(code, found));
  console.log(faults.slice(0, MOST_SHOWN).join('\n') || `${Object.keys(found).length} texts in ${codes().length + 1} languages`);
  if (faults.length > MOST_SHOWN) console.log(`and ${faults.length - MOST_SHOWN} more`);
  process.exitCode = faults.length ? 1 : 0;
}
