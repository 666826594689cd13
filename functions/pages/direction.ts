// Characters that turn the direction of what follows until another ends it (Unicode Standard Annex 9).
const embeddings = new Set("\u202a\u202b\u202d\u202e");
const endOfEmbedding = "\u202c";
const isolates = new Set("\u2066\u2067\u2068");
const endOfIsolate = "\u2069";
const turns = /[\u202a-\u202e\u2066-\u2069]/;

/**
 * The text with an end for every turn of direction that it leaves open, so that a name typed from right to left, or a
 * trick with one, turns nothing round but itself.
 */
export function endingItsTurns(text: string): string {
  if (!turns.test(text)) return text;
  const open: string[] = [];
  for (const character of text) {
    if (embeddings.has(character)) open.push(endOfEmbedding);
    else if (isolates.has(character)) open.push(endOfIsolate);
    else if (character === endOfEmbedding && open.at(-1) === endOfEmbedding) open.pop();
    else if (character === endOfIsolate && open.includes(endOfIsolate)) {
      // The end of an isolate also ends what was opened inside it.
      open.length = open.lastIndexOf(endOfIsolate);
    }
  }
  return text + open.reverse().join("");
}
