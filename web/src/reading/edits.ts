import { headName, sameHead } from './reading';
import type { Edit, HeadId } from './types';

/** True where the heads of an edit (`L9H3`, `L9`, `all`) hold this one. */
export function holds(heads: string, [layer, head]: HeadId): boolean {
  return heads === 'all' || heads === `L${layer}` || heads === headName([layer, head]);
}

const isOff = (edit: Edit): boolean => edit.edit === 'mean' || (edit.edit === 'scale' && edit.factor === 0);

/** True where some edit switches a head off. */
export function headIsOff(edits: readonly Edit[], head: HeadId): boolean {
  return edits.some(edit => isOff(edit) && holds(edit.heads, head));
}

export function isChanged(edits: readonly Edit[], head: HeadId): boolean {
  return edits.some(edit => holds(edit.heads, head));
}

const without = (edits: readonly Edit[], heads: readonly HeadId[], drop: (edit: Edit) => boolean) =>
  edits.filter(edit => !(drop(edit) && heads.some(head => edit.heads === headName(head))));

const writes = (edit: Edit): boolean => edit.edit === 'mean' || edit.edit === 'scale';

/** Switches heads off: by their mean over reference sentences, or to 0. What was done to their output goes. */
export function switchOff(edits: readonly Edit[], heads: readonly HeadId[], zero = false): Edit[] {
  const off = (head: HeadId): Edit =>
    zero ? { edit: 'scale', heads: headName(head), factor: 0 } : { edit: 'mean', heads: headName(head) };
  return [...without(edits, heads, writes), ...heads.map(off)];
}

/** Off, or on again where all of them are off. */
export function toggleOff(edits: readonly Edit[], heads: readonly HeadId[], zero = false): Edit[] {
  if (heads.every(head => headIsOff(edits, head))) return without(edits, heads, isOff);
  const on = heads.filter(head => !headIsOff(edits, head));
  return switchOff(edits, on, zero);
}

export function scaleHeads(edits: readonly Edit[], heads: readonly HeadId[], factor: number): Edit[] {
  const rest = without(edits, heads, writes);
  return factor === 1
    ? rest
    : [...rest, ...heads.map(head => ({ edit: 'scale', heads: headName(head), factor }) as const)];
}

/** Heads look as in another text. */
export function takePatterns(edits: readonly Edit[], heads: readonly HeadId[], of: string): Edit[] {
  const rest = without(edits, heads, edit => edit.edit === 'pattern');
  return [...rest, ...heads.map(head => ({ edit: 'pattern', heads: headName(head), of }) as const)];
}

/** Takes weights on keys away, of one query or of all (null); `heads` null: in every head. */
export function cutLinks(
  edits: readonly Edit[],
  heads: readonly HeadId[] | null,
  queries: readonly number[] | null,
  keys: readonly number[],
): Edit[] {
  const names = heads ? heads.map(headName) : ['all'];
  const cuts = names.map((name): Edit => ({ edit: 'cut', heads: name, queries, keys, renormalise: true }));
  const written = edits.map(edit => JSON.stringify(edit));
  return [...edits, ...cuts.filter(cut => !written.includes(JSON.stringify(cut)))];
}

/** Cuts, or gives back where all of these cuts were made. */
export function toggleCut(
  edits: readonly Edit[],
  heads: readonly HeadId[] | null,
  queries: readonly number[] | null,
  keys: readonly number[],
): Edit[] {
  const next = cutLinks(edits, heads, queries, keys);
  if (next.length > edits.length) return next;
  const cuts = cutLinks([], heads, queries, keys).map(cut => JSON.stringify(cut));
  return edits.filter(edit => !cuts.includes(JSON.stringify(edit)));
}

/** Takes patterns over, or lets heads look as they do where all of them look as in that text. */
export function togglePatterns(edits: readonly Edit[], heads: readonly HeadId[], of: string): Edit[] {
  const next = takePatterns(edits, heads, of);
  const taken = (head: HeadId) =>
    edits.some(edit => edit.edit === 'pattern' && edit.of === of && edit.heads === headName(head));
  return heads.every(taken) ? without(edits, heads, edit => edit.edit === 'pattern') : next;
}

/** True where an edit takes this link’s weight away. */
export function linkIsCut(edits: readonly Edit[], head: HeadId, query: number, key: number): boolean {
  return edits.some(
    ({ edit, heads, queries, keys }) =>
      edit === 'cut' &&
      holds(heads, head) &&
      (keys as number[]).includes(key) &&
      (queries === null || (queries as number[]).includes(query)),
  );
}

/** Heads in the order given, each once. */
export function distinct(heads: readonly HeadId[]): HeadId[] {
  return heads.filter((head, i) => heads.findIndex(other => sameHead(head, other)) === i);
}
