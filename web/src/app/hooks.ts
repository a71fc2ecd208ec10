import { useEffect, useLayoutEffect, useReducer, useState } from 'preact/hooks';
import type { Theme } from '../scales/theme';
import { dark, light } from '../scales/theme';
import type { ThemeChoice } from '../state/state';
import type { Snapshot, Store } from './store';

export function useSnapshot(store: Store): Snapshot {
  const [, again] = useReducer((n: number) => n + 1, 0);
  useEffect(() => store.subscribe(() => again(undefined)), [store]);
  return store.get();
}

/** An element's inner size in whole pixels, [0, 0] before it is laid out. The element may be replaced by another. */
export function useSize() {
  const [element, ref] = useState<HTMLElement | null>(null);
  const [size, setSize] = useState<readonly [number, number]>([0, 0]);
  useLayoutEffect(() => {
    if (!element) return;
    const measure = () => {
      const style = getComputedStyle(element);
      const inner = (all: number, ...sides: string[]) =>
        Math.floor(sides.reduce((rest, side) => rest - Number.parseFloat(side), all));
      const width = inner(element.clientWidth, style.paddingLeft, style.paddingRight);
      const height = inner(element.clientHeight, style.paddingTop, style.paddingBottom);
      setSize(old => (old[0] === width && old[1] === height ? old : [width, height]));
    };
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return { ref, element, size };
}

/** True on the first visit, until the reader has done what the hint says. */
export function useFirstVisit(done: boolean): boolean {
  const [first, setFirst] = useState(() => localStorage.getItem('headlight-visited') === null);
  useEffect(() => {
    if (!first || !done) return;
    localStorage.setItem('headlight-visited', '1');
    setFirst(false);
  }, [first, done]);
  return first;
}

const prefersDark = matchMedia('(prefers-color-scheme: dark)');

export function useTheme(choice: ThemeChoice): Theme {
  const [system, setSystem] = useState(prefersDark.matches);
  useEffect(() => {
    const listen = () => setSystem(prefersDark.matches);
    prefersDark.addEventListener('change', listen);
    return () => prefersDark.removeEventListener('change', listen);
  }, []);
  const theme = choice === 'dark' || (choice === 'system' && system) ? dark : light;
  useLayoutEffect(() => {
    const root = document.documentElement;
    root.dataset.theme = theme.name;
    for (const [name, value] of Object.entries(theme)) {
      if (typeof value === 'string' && value.startsWith('#')) root.style.setProperty(`--${name}`, value);
    }
    theme.slots.forEach((colour, slot) => {
      root.style.setProperty(`--slot-${slot}`, colour);
    });
  }, [theme]);
  return theme;
}
