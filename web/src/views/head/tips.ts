import type { HeadId } from '../../reading/types';
import { sees } from '../../reading/weights';
import { changed, exact } from '../../scales/format';
import type { Target } from '../../scene/scene';
import { names } from './names';
import type { Panel } from './panel';

/** What a row's weights add up to; lines of one row share it. */
interface RowFacts {
  visible: number;
  /** Σ w·‖v W_O‖, null where the norms are unknown. */
  written: number | null;
}

/** Makes the targets of one drawing. */
export class Targets {
  private readonly facts = new Map<string, RowFacts>();

  constructor(private readonly panel: Panel) {}

  link(head: number, query: number, key: number, value: number): Target {
    const { id, name } = this.panel.heads[head];
    const { quotes } = names(this.panel.reading);
    const tip = [`${quotes[query]} → ${quotes[key]}`, name, `${this.kind()} ${exact(value)}`];
    const rank = this.rank(head, query, key);
    if (rank) tip.push(rank);
    const share = this.share(head, query, key);
    if (share !== null) tip.push(`share by value norm ${exact(share)}`);
    tip.push(distance(query, key), ...this.cutting(id, query, key));
    return { head: id, link: { query, key }, value, tip };
  }

  /** A bar that stands for several links. */
  summary(head: number, token: number, value: number, what: string): Target {
    const { id, name } = this.panel.heads[head];
    return {
      head: id,
      value,
      tip: [names(this.panel.reading).quotes[token], name, `${what} ${exact(value)}`],
    };
  }

  /** w·‖v W_O‖ as a share of the row. */
  share(head: number, query: number, key: number): number | null {
    const { reading, heads } = this.panel;
    const { id } = heads[head];
    const { written } = this.factsOf(id, query);
    return written ? (reading.row(id, query)![key] * reading.valueNorm(id, key)!) / written : null;
  }

  /** What cutting this very link does in this head, where that was measured. */
  private cutting([layer, head]: HeadId, query: number, key: number): string[] {
    const { effects, reading } = this.panel;
    if (effects?.asked.kind !== 'cut') return [];
    const { queries, keys } = effects.asked;
    if (queries?.length !== 1 || queries[0] !== query || keys.length !== 1 || keys[0] !== key) return [];
    const change = effects.changes[layer * reading.heads + head];
    if (Number.isNaN(change)) return [];
    const where = reading.info.edits.json.length ? ' in the text as it is' : '';
    return [
      `cutting it${where}: change ${[changed(change), effects.unit].join(' ').trim()}`,
      effects.outcome,
    ];
  }

  kind(): string {
    return this.panel.filters.parked === 'rescaled' ? 'rescaled weight' : 'weight';
  }

  private rank(head: number, query: number, key: number): string | null {
    const { id } = this.panel.heads[head];
    const row = this.panel.reading.row(id, query);
    if (!row) return null;
    let rank = 1;
    for (let other = 0; other < row.length; other++) if (row[other] > row[key]) rank++;
    return `rank ${rank} of ${this.factsOf(id, query).visible} in the row`;
  }

  private factsOf(id: HeadId, query: number): RowFacts {
    const key = `${id[0]}.${id[1]}.${query}`;
    let facts = this.facts.get(key);
    if (!facts) {
      facts = this.measure(id, query);
      this.facts.set(key, facts);
    }
    return facts;
  }

  private measure(id: HeadId, query: number): RowFacts {
    const { reading } = this.panel;
    const row = reading.row(id, query);
    let visible = 0;
    let written: number | null = 0;
    for (let key = 0; key < reading.count; key++) {
      if (sees(reading, id[0], query, key)) visible++;
      const norm = reading.valueNorm(id, key);
      written = written === null || norm === null || !row ? null : written + row[key] * norm;
    }
    return { visible, written: written !== null && written > 0 && written < Infinity ? written : null };
  }
}

function distance(query: number, key: number): string {
  const d = Math.abs(query - key);
  if (d === 0) return 'itself';
  return `${d} ${d === 1 ? 'token' : 'tokens'} ${key < query ? 'back' : 'ahead'}`;
}
