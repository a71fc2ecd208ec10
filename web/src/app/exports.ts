import type { ExportChoice } from '../controls/Header';
import { promptCount, promptText } from '../reading/beginning';
import { headName } from '../reading/reading';
import { filteredRow } from '../reading/weights';
import { underline } from '../scales/underline';
import { pngPicture, svgPicture } from '../scene/picture';
import type { Scene } from '../scene/scene';
import { captionOf } from '../state/caption';
import { commandOf } from '../state/command';
import { filtersOf } from '../state/state';
import { showsContrast } from '../views/compare';
import { modelView } from '../views/model';
import type { Parts } from './App';
import { comparePicture, otherText } from './comparePictures';
import { focusView } from './FocusPane';
import { partsIn } from './sides';

/** What can be saved: the picture on the page, its numbers, a link. */
export function exportsOf(parts: Parts): ExportChoice[] {
  const { reading, snapshot, theme } = parts;
  const caption = () => [...captionOf(reading, snapshot.state, parts.comparison), ...underlines(parts)];
  return [
    {
      label: 'Copy link',
      note: 'the whole view, text included; opens where Headlight runs at this port',
      run: () => navigator.clipboard.writeText(location.href),
    },
    copyCommand(parts),
    {
      label: 'Save picture, SVG',
      note: 'vector, texts as text',
      run: () => save('svg', svgPicture(shown(parts), caption(), theme)),
    },
    {
      label: 'Save picture, PNG',
      note: 'twice the size of the page',
      run: async () => save('png', await pngPicture(shown(parts), caption(), theme)),
    },
    {
      label: 'Save numbers, JSON',
      note: 'unrounded weights of the shown heads',
      run: () => save('json', new Blob([json(parts)], { type: 'application/json' })),
    },
  ];
}

/** A line that prints the same numbers in a terminal. */
function copyCommand({ snapshot, reading, first }: Parts): ExportChoice {
  const { state, measured } = snapshot;
  const ranked = state.cell === 'effect' ? measured.heads : null;
  const { line, why } = commandOf(
    state,
    reading.info.model,
    ranked?.asked ?? null,
    ranked?.of,
    promptCount(first?.reading ?? reading) - 1,
  );
  return {
    label: 'Copy as command',
    note: why ?? 'prints the same numbers in a terminal',
    disabled: line === null,
    run: () => line !== null && navigator.clipboard.writeText(line),
  };
}

/** The drawing at the size it has on the page, without what only pointing shows. */
function shown(parts: Parts): Scene {
  const { snapshot, theme, comparison } = parts;
  const { state } = snapshot;
  const model = state.scale === 'model';
  const pane = document.querySelector(model ? '.navigator' : '.focus')!;
  const size = { width: pane.clientWidth - 24, height: pane.clientHeight - (model ? 56 : 8) };
  const two = model ? null : comparePicture(parts, size.width, size.height);
  if (two) return two;
  const { reading, snapshot: own, marks } = model && showsContrast(state) ? partsIn(parts, 'a') : parts;
  const view = model ? modelView : focusView({ snapshot, reading });
  const input = {
    ...{ reading, state: own.state, hover: {}, ...size, theme, marks },
    comparison: comparison ?? undefined,
  };
  const scene = view.scene(input);
  return { ...scene, marks: [...scene.marks, ...(view.overlay?.(input).marks ?? [])] };
}

/** What the underlines of a picture mean. */
function underlines({ snapshot, reading, theme, marks }: Parts): string[] {
  const { scale, marks: on } = snapshot.state;
  if (!on || scale !== 'heads' || !marks.words.length) return [];
  const shown = marks.categories.map((category, i) => `${category} ${underline(theme, i).name}`);
  const there = shown.filter((_, i) =>
    marks.words.some(word => word.category === marks.categories[i] && word.last < reading.count),
  );
  return [`underlined words: ${there.join(', ')}`];
}

function json(parts: Parts): string {
  const { snapshot, reading, marks } = partsIn(parts, 'a');
  const { state } = snapshot;
  const filters = filtersOf(state);
  const heads = state.heads.map(head => ({
    head: headName(head),
    weights: reading.info.tokens.map((_, query) => [
      ...(filteredRow(reading, filters, head, query)?.weights ?? []),
    ]),
  }));
  const { model, text, pair, tokens, options, edits, generated } = reading.info;
  const words = state.marks ? marks.words.filter(word => word.last < reading.count) : [];
  const run = { model, text, prompt: promptText(reading), generated, pair, options, edits };
  const other = otherText(parts);
  return JSON.stringify({ ...run, filters, tokens, words, state, heads, other }, null, 1);
}

function save(extension: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `headlight.${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
