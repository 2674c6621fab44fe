export interface Part { text: string; hit: boolean }

/** The text cut at the words that were asked for, so that they can be underlined; it is never markup. */
export function marked(text: string, query: string): Part[] {
  const words = query.split(/\s+/).filter(word => word.length > 1).map(word => word.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`));
  if (!words.length) return [{ text, hit: false }];
  const pattern = new RegExp(`(${words.join('|')})`, 'gi');
  return text.split(pattern).map((part, place) => ({ text: part, hit: place % 2 === 1 })).filter(part => part.text);
}
