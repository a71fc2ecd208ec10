import { headName } from '../reading/reading';
import { filteredRow } from '../reading/weights';
import { gathered, moved } from '../scene/move';
import type { Scene } from '../scene/scene';
import { filtersOf } from '../state/state';
import { differenceView, mostPanels, mostTokens } from '../views/compare';
import { headsOf } from '../views/head/panel';
import type { Parts } from './App';
import { inputIn, panelSizes, sideBySideView } from './ComparePane';
import { partsIn, sideOf } from './sides';

/** Two texts in one picture: side by side, or the panels of their difference; null where another drawing is shown. */
export function comparePicture(parts: Parts, width: number, height: number): Scene | null {
  const { comparison, theme } = parts;
  const side = sideOf(parts.snapshot.state);
  if (!comparison || side === 'a' || side === 'b') return null;
  const still = { ...parts, snapshot: { ...parts.snapshot, hover: {} } };
  if (side === 'difference' && comparison.shared.length <= mostTokens) {
    const count = headsOf(inputIn(still, 'a', { width, height })).ids.length;
    const input = inputIn(
      still,
      'a',
      panelSizes(Math.min(count, mostPanels), comparison.shared.length, { width, height }),
    );
    const shown = Array.from({ length: count }, (_, slot) => differenceView(slot).scene(input));
    return gathered(shown, shown.length > 1 && width >= 760 ? 2 : 1);
  }
  const sides = (['a', 'b'] as const).map((text): Scene => {
    const input = inputIn(still, text, { width: Math.floor((width - 16) / 2), height: height - 26 });
    const scene = sideBySideView(input).scene(input);
    const name = comparison.names[text];
    const words = `${text.toUpperCase()}${name.length > 1 ? ` “${name}”` : ''}`;
    const at = { x: 8, y: 12, size: 13, weight: 600, fill: theme[text] } as const;
    const marks = scene.marks.map(mark => moved(mark, 0, 26));
    return { ...scene, height: scene.height + 26, marks: [{ kind: 'text', ...at, text: words }, ...marks] };
  });
  return gathered(sides, 2);
}

/** The second text and the weights of the shown heads in it, as JSON has those of the first. */
export function otherText(parts: Parts) {
  if (!parts.comparison) return undefined;
  const { reading, snapshot } = partsIn(parts, 'b');
  const { text, pair, tokens } = reading.info;
  const filters = filtersOf(snapshot.state);
  const heads = snapshot.state.heads.map(head => ({
    head: headName(head),
    weights: tokens.map((_, query) => [...(filteredRow(reading, filters, head, query)?.weights ?? [])]),
  }));
  return { text, pair, tokens, heads, alignment: parts.comparison.alignment };
}
