import type { ExportChoice } from '../controls/Header';
import { headName } from '../reading/reading';
import { filteredRow } from '../reading/weights';
import { toSvg } from '../scene/svg';
import { filtersOf } from '../state/state';
import { modelView } from '../views/model';
import type { Parts } from './App';
import { focusView } from './FocusPane';

/** What can be saved: the picture on the page, its numbers, a link. */
export function exportsOf(parts: Parts): ExportChoice[] {
  return [
    {
      label: 'Copy link',
      note: 'the whole view, text included',
      run: () => navigator.clipboard.writeText(location.href),
    },
    {
      label: 'SVG',
      note: 'vector, texts as text',
      run: () => save('svg', new Blob([svg(parts)], { type: 'image/svg+xml' })),
    },
    {
      label: 'JSON',
      note: 'the weights of the shown heads',
      run: () => save('json', new Blob([json(parts)])),
    },
  ];
}

function svg(parts: Parts): string {
  const { snapshot, reading, theme } = parts;
  const view = snapshot.state.scale === 'model' ? modelView : focusView(parts);
  const input = { reading, state: snapshot.state, hover: {}, width: 960, height: 720, theme };
  return toSvg(view.scene(input));
}

function json({ snapshot, reading }: Parts): string {
  const filters = filtersOf(snapshot.state);
  const heads = snapshot.state.heads.map(head => ({
    head: headName(head),
    weights: reading.info.tokens.map((_, query) => [
      ...(filteredRow(reading, filters, head, query)?.weights ?? []),
    ]),
  }));
  const { model, text, pair, tokens, options } = reading.info;
  return JSON.stringify(
    { model, text, pair, options, filters, tokens, state: snapshot.state, heads },
    null,
    1,
  );
}

function save(extension: string, blob: Blob): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `headlight.${extension}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 1000);
}
