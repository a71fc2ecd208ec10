import type { Generated, Prediction } from '../reading/types';
import { exact, short } from '../scales/format';

/** A word of the vocabulary as people read it: blanks and line ends as marks. */
export const wordOf = ({ text, piece }: Prediction): string => {
  const marked = text.replace(/\r\n|\n|\r/g, '⏎').replace(/\t/g, '⇥');
  return marked.trim() === '' ? marked.replace(/ /g, '␣') || piece : marked.trim();
};

export const probability = (p: number): string => (p < 0.005 ? '< .01' : short(p));

/** Under a written word: its probability as a bar. */
export function ProbabilityBar({ share }: { share: number }) {
  return <i class="probability" style={{ '--share': share }} />;
}

/** Tokens that arrive while the model writes. */
export function Arriving({ tokens }: { tokens: readonly Generated[] }) {
  return (
    <span class="arriving">
      <i class="seam" />
      {tokens.map(token => (
        <span key={token.index} class="word written">
          {token.text.replace(/\n/g, '⏎\n')}
          <ProbabilityBar share={token.probability} />
        </span>
      ))}
    </span>
  );
}

/** How probable a written token was, and what else could have stood there; the chosen one bold. */
export function WrittenTip({ token, near, id }: { token: Generated; near: DOMRect; id: string }) {
  const others = token.alternatives.some(other => other.id === token.id)
    ? token.alternatives
    : [...token.alternatives, token];
  const left = Math.max(8, Math.min(near.left, innerWidth - 220));
  return (
    <div class="tip alternatives" role="tooltip" id={id} style={{ left, top: near.bottom + 8 }}>
      <div class="title">
        “{wordOf(token)}” was written with probability {exact(token.probability)}
      </div>
      <ol>
        {others.map(other => (
          <li key={other.id} class={other.id === token.id ? 'chosen' : undefined}>
            <span>{wordOf(other)}</span>
            <i style={{ '--share': other.probability }} />
            <span>{probability(other.probability)}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}
