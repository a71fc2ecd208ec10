import type { Example } from '../reading/client';
import type { Scale, ThemeChoice } from '../state/state';
import { Menu } from './Menu';
import { Segmented } from './Segmented';

export interface ExportChoice {
  label: string;
  note: string;
  disabled?: boolean;
  run(): void;
}

interface Props {
  title: string;
  scale: Scale;
  neurons: boolean;
  theme: ThemeChoice;
  examples: readonly Example[];
  /** How often the examples were called by key. */
  exampleCalls: number;
  exports: ExportChoice[];
  asTable: boolean;
  onScale(scale: Scale): void;
  onTheme(theme: ThemeChoice): void;
  onTable(asTable: boolean): void;
  onExample(example: Example): void;
  onHelp(): void;
}

const themes: Record<ThemeChoice, { next: ThemeChoice; mark: string }> = {
  system: { next: 'light', mark: '◐' },
  light: { next: 'dark', mark: '○' },
  dark: { next: 'system', mark: '●' },
};

export function Header(props: Props) {
  const { next, mark } = themes[props.theme];
  return (
    <header>
      <a class="brand" href="#start" aria-label="Headlight, start page">
        <Logo />
        <strong>Headlight</strong>
      </a>
      <h1 class="title" title={props.title}>
        {props.title}
      </h1>
      <Segmented
        label="Scale"
        value={props.scale}
        onChange={props.onScale}
        choices={[
          { value: 'model', label: 'Model' },
          { value: 'heads', label: 'Heads' },
          {
            value: 'neurons',
            label: 'Neurons',
            disabled: !props.neurons,
            title: props.neurons ? undefined : 'This reading holds no queries and keys.',
          },
        ]}
      />
      <div class="tools">
        <Examples {...props} />
        <button
          type="button"
          class="plain"
          aria-pressed={props.asTable}
          onClick={() => props.onTable(!props.asTable)}
        >
          Table
        </button>
        <Menu label="Export" name="Export">
          {close =>
            props.exports.map(({ label, note, disabled, run }) => (
              <button
                key={label}
                type="button"
                disabled={disabled}
                onClick={() => {
                  run();
                  close();
                }}
              >
                {label} <small>{note}</small>
              </button>
            ))
          }
        </Menu>
        <button
          type="button"
          class="plain"
          title={`Theme: ${props.theme}`}
          aria-label={`Theme: ${props.theme}; change to ${next}`}
          onClick={() => props.onTheme(next)}
        >
          {mark}
        </button>
        <button type="button" class="plain" aria-label="Help and keys" onClick={props.onHelp}>
          ?
        </button>
      </div>
    </header>
  );
}

/** From any text to an example or the start page. */
function Examples({ examples, exampleCalls, onExample }: Props) {
  return (
    <Menu label="Examples" name="Examples" calls={exampleCalls}>
      {close => (
        <>
          {examples.map(example => (
            <button
              key={example.title}
              type="button"
              class="example"
              onClick={() => {
                close();
                onExample(example);
              }}
            >
              <strong>{example.title}</strong>
              <small>{[example.text, example.pair ?? example.other].filter(Boolean).join(' / ')}</small>
            </button>
          ))}
          <a href="#start" onClick={close}>
            Start page
          </a>
        </>
      )}
    </Menu>
  );
}

function Logo() {
  return (
    <svg width="26" height="18" viewBox="0 0 26 18" aria-hidden="true">
      <circle cx="4" cy="9" r="3.5" fill="var(--lamp)" />
      {[1, 5, 9, 13, 17].map(y => (
        <path key={y} d={`M9 9 C15 9 17 ${y} 25 ${y}`} fill="none" stroke="currentColor" stroke-width="1.3" />
      ))}
    </svg>
  );
}
