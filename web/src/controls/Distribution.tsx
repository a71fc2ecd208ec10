import { barOf, bounds, distribution, type Pair, placeAmong } from '../reading/pairs';
import { exact, short } from '../scales/format';

/** `−.25`, `0`, `1` */
const boundText = (bound: number) =>
  short(bound)
    .replace(/^\.00$/, '0')
    .replace(/(?:\.0|(?<=\.\d))0$/, '');

/** `below −1`, `−.1 to 0`, `1 or more` */
function range(bar: number): string {
  const [low, high] = [bar - 1, bar].map(i => (i in bounds ? boundText(bounds[i]) : null));
  return low === null ? `below ${high}` : high === null ? `${low} or more` : `${low} to ${high}`;
}

/** `This pair: .48, in the bar .25 to .5, above 97 % of them.` */
export function placeOf(own: number, pairs: readonly Pair[]): string {
  const above = Math.round(placeAmong(own, pairs) * 100);
  return `This pair: ${exact(own)}, in the bar ${range(barOf(own))}, above ${above} % of them.`;
}

/** A bar for each range of total effects, its count on top; the bounds below; a mark where this pair is. */
export function Distribution({ pairs, own }: { pairs: readonly Pair[]; own: number | null }) {
  const counts = distribution(pairs);
  const most = Math.max(1, ...counts);
  const at = own === null ? -1 : barOf(own);
  const without = pairs.filter(({ total }) => total === null).length;
  return (
    <figure class="distribution">
      <figcaption class="note">
        How many pairs have a total effect between the bounds below{at >= 0 && '; ▾ this pair'}
        {without > 0 && `; ${without} have no number`}
      </figcaption>
      <ol>
        {counts.map((count, i) => (
          <li
            key={range(i)}
            class={i === at ? 'own' : undefined}
            title={`${range(i)}: ${count} ${count === 1 ? 'pair' : 'pairs'}`}
          >
            <span class="unseen">{range(i)}: </span>
            {i === at && <span class="unseen">with this one </span>}
            {i === at && <em aria-hidden="true">▾</em>}
            <b>{count}</b>
            <span class="unseen">{count === 1 ? ' pair' : ' pairs'}</span>
            <i style={{ '--share': count / most }} />
          </li>
        ))}
      </ol>
      <div class="bounds" aria-hidden="true">
        {bounds.map((bound, i) => (
          <small key={bound} style={{ left: `${(100 * (i + 1)) / counts.length}%` }}>
            {boundText(bound)}
          </small>
        ))}
      </div>
    </figure>
  );
}
