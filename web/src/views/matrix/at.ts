import { headName } from '../../reading/reading';
import { filteredRow, sees } from '../../reading/weights';
import { exact } from '../../scales/format';
import type { Target } from '../../scene/scene';
import { filtersOf } from '../../state/state';
import { names } from '../head/names';
import { headsOf } from '../head/panel';
import type { ViewInput } from '../view';
import { matrixLayout } from './layout';
import { windowSize } from './window';

/** What the matrix holds under a point, and the window that would have it in the middle; null outside of it. */
export function matrixAt(input: ViewInput, x: number, y: number): Target | null {
  const { reading, state } = input;
  const layout = matrixLayout(input);
  const [key, query] = [x - layout.x, y - layout.y].map(d => Math.floor((d / layout.side) * reading.count));
  if (Math.min(key, query) < 0 || Math.max(key, query) >= reading.count) return null;
  const [head] = headsOf(input).ids;
  const { quotes } = names(reading);
  const window = Math.max(0, Math.min(reading.count - windowSize, query - Math.floor(windowSize / 2)));
  const place = `query ${query}, key ${key}`;
  const title = `${quotes[query]} → ${quotes[key]}`;
  const value = filteredRow(reading, filtersOf(state), head, query)?.weights[key];
  if (value === undefined || Number.isNaN(value))
    return { head, window, tip: [title, headName(head), place] };
  const seen = sees(reading, head[0], query, key);
  const says = seen
    ? `weight ${exact(value)}`
    : key > query
      ? 'not visible yet: comes after the query'
      : 'not visible';
  return { head, link: { query, key }, window, value, tip: [title, headName(head), says, place] };
}
