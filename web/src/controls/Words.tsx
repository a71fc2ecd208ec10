import type { Theme } from '../scales/theme';
import { underline, underlineBackground } from '../scales/underline';
import { countsOf, type Marks } from '../words/marks';
import { Menu } from './Menu';

interface Props {
  marks: Marks;
  on: boolean;
  /** Lists of the reader's own are loaded. */
  own: boolean;
  theme: Theme;
  onToggle(): void;
  onFile(file: File): void;
  onBuiltIn(): void;
}

/** Which words are underlined and how often they stand in the text; turned off and filled with own lists here. */
export function Words(props: Props) {
  const { marks, on, own, theme } = props;
  const counts = countsOf(marks);
  const all = marks.categories.map((category, i) => ({ category, i, count: counts[i] }));
  const pick = (input: HTMLInputElement, close: () => void) => {
    const file = input.files?.[0];
    if (!file) return;
    props.onFile(file);
    close();
  };
  return (
    <div class="words">
      {on && (
        <ul class="legend" aria-label="Underlined words">
          {all
            .filter(({ count }) => count > 0)
            .map(entry => (
              <Entry key={entry.category} {...entry} theme={theme} />
            ))}
        </ul>
      )}
      <Menu label="Words" name="Words that are underlined">
        {close => (
          <>
            <button type="button" role="switch" aria-checked={on} onClick={props.onToggle}>
              Underline words of lists <small>{on ? 'on' : 'off'}</small>
            </button>
            <ul class="legend all">
              {all.map(entry => (
                <Entry key={entry.category} {...entry} theme={theme} />
              ))}
            </ul>
            <label class="file">
              Load own lists…
              <input
                type="file"
                accept=".json,application/json"
                name="lists"
                onChange={event => pick(event.currentTarget, close)}
              />
            </label>
            {own && (
              <button
                type="button"
                onClick={() => {
                  props.onBuiltIn();
                  close();
                }}
              >
                Remove own lists
              </button>
            )}
            <p class="note">
              A JSON file like {'{"colour": ["red", "dark green"]}'}; it can also be dropped on the page. A
              list named as a built-in one takes its place.
            </p>
          </>
        )}
      </Menu>
    </div>
  );
}

function Entry({ category, i, count, theme }: { category: string; i: number; count: number; theme: Theme }) {
  const line = underline(theme, i);
  return (
    <li title={`${line.name} underline`}>
      <span>
        {category}
        <i class="underline" style={{ background: underlineBackground(line) }} />
      </span>{' '}
      <b>{count}</b>
    </li>
  );
}
