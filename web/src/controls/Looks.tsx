import { headName, sameHead } from '../reading/reading';
import type { HeadId } from '../reading/types';
import { short } from '../scales/format';
import { headColour, type Theme } from '../scales/theme';
import type { Look } from '../views/compare';
import { Section } from './Section';

interface Props {
  names: { a: string; b: string };
  /** Who looks; null where the pinned word stands for no token of the other text. */
  from: string | null;
  looks: readonly Look[];
  heads: readonly HeadId[];
  theme: Theme;
  open: boolean;
  onToggle(): void;
}

const width = 108;
const x = (w: number) => 6 + w * (width - 12);

/** Per head and key the weight in both texts: A a circle, B a diamond, a line between them, both numbers. */
export function Looks({ names, from, looks, heads, theme, open, onToggle }: Props) {
  const heading = (
    <span>
      Where <span class="in-a">{names.a}</span> and <span class="in-b">{names.b}</span> look
      {from !== null && from !== `${names.a} | ${names.b}` && `, from “${from}”`}
    </span>
  );
  return (
    <Section class="looks" heading={heading} open={open} onToggle={onToggle}>
      {looks.length === 0 && <p class="note">The pinned word stands for no token of the other text.</p>}
      {looks.length > 0 && (
        <table>
          <thead>
            <tr>
              <th scope="col">key</th>
              <th scope="col">
                <Axis theme={theme} />
                <span class="unseen">weight, 0 to 1</span>
              </th>
              <th scope="col">A</th>
              <th scope="col">B</th>
            </tr>
          </thead>
          {heads.map((head, slot) => (
            <tbody key={headName(head)}>
              <tr>
                <th scope="rowgroup" colSpan={4}>
                  <i class="slot" style={{ background: headColour(theme, slot, heads.length) }} />{' '}
                  {headName(head)}
                </th>
              </tr>
              {looks
                .filter(look => sameHead(look.head, head))
                .map(look => (
                  <tr key={look.key}>
                    <th
                      scope="row"
                      title={look.tokens > 1 ? `${look.label}: ${look.tokens} tokens` : look.label}
                    >
                      {look.label}
                    </th>
                    <td>
                      <Dumbbell look={look} theme={theme} />
                    </td>
                    <td>{look.a === null ? '–' : short(look.a)}</td>
                    <td>{look.b === null ? '–' : short(look.b)}</td>
                  </tr>
                ))}
            </tbody>
          ))}
        </table>
      )}
      {looks.some(({ tokens }) => tokens > 1) && (
        <p class="note">Weight on a word of several tokens is the sum over them: {severalOf(looks)}.</p>
      )}
      <p class="note key">
        <svg width="12" height="12" aria-hidden="true">
          <circle cx="6" cy="6" r="4" fill={theme.a} />
        </svg>{' '}
        A{names.a !== 'A' && ` “${names.a}”`}{' '}
        <svg width="12" height="12" aria-hidden="true">
          <path d="M6 1l5 5l-5 5l-5 -5z" fill={theme.b} />
        </svg>{' '}
        B{names.b !== 'B' && ` “${names.b}”`}
      </p>
    </Section>
  );
}

/** `“phlebotomist” has 4` */
function severalOf(looks: readonly Look[]): string {
  const said = looks
    .filter(({ tokens }) => tokens > 1)
    .map(({ label, tokens }) => `“${label}” has ${tokens}`);
  return [...new Set(said)].join(', ');
}

function Axis({ theme }: { theme: Theme }) {
  return (
    <svg width={width} height="12" aria-hidden="true">
      {[0, 0.5, 1].map(w => (
        <text key={w} x={x(w)} y="10" font-size="11" text-anchor="middle" fill={theme.muted}>
          {w === 0.5 ? '.5' : w}
        </text>
      ))}
    </svg>
  );
}

function Dumbbell({ look: { a, b }, theme }: { look: Look; theme: Theme }) {
  return (
    <svg width={width} height="16" aria-hidden="true">
      {[0, 0.5, 1].map(w => (
        <path key={w} d={`M${x(w)} 0v16`} stroke={theme.rule} />
      ))}
      {a !== null && b !== null && <path d={`M${x(a)} 8H${x(b)}`} stroke={theme.faint} stroke-width="1.5" />}
      {a !== null && <circle cx={x(a)} cy="8" r="4.5" fill={theme.a} />}
      {b !== null && <path d={`M${x(b)} 2.5l5.5 5.5l-5.5 5.5l-5.5 -5.5z`} fill={theme.b} stroke={theme.bg} />}
    </svg>
  );
}
