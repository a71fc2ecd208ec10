import { useEffect, useRef } from 'preact/hooks';

const keys: [string, string][] = [
  ['1 2 3', 'model, heads, neurons'],
  ['/', 'edit the text'],
  ['[ ]', 'the head before, the next head'],
  ['{ }', 'the layer before, the next layer'],
  ['S', 'parked weight: shown, hidden, rescaled'],
  ['D', 'two texts: the first, the second, both, their difference'],
  ['O', 'the heads in focus: off, on'],
  ['M, or a right click', 'what can be done with the head or the word: off, damp, hide, cut'],
  ['click on a line', 'cut it, pin its words'],
  ['B', 'drawing or table'],
  ['E', 'examples'],
  ['W', 'words underlined or not'],
  [', .', 'a written word back, a written word on'],
  ['T', 'theme'],
  ['Ctrl Z, Ctrl Shift Z', 'undo, redo a change of the view'],
  ['Esc', 'release pinned words'],
  ['arrow keys', 'move in the grid, in the text and in the columns of words'],
  ['Enter, Shift Enter', 'pin the word; add it to those pinned'],
  ['Space', 'add the head in the grid, or remove it'],
];

export function Help({ onClose }: { onClose(): void }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current!.showModal(), []);
  return (
    <dialog ref={dialog} aria-labelledby="help" onClose={onClose}>
      <h2 id="help">How to read this</h2>
      <p>
        Every line and bar is one weight: how much of its attention the word at the left (the query) gives the
        word at the right (the key). The weights of a query add up to 1. What is not drawn is accounted for in
        the line at the bottom.
      </p>
      <p>
        Heads that have nothing to look at park their weight on the first token, or on [CLS] and [SEP]. That
        weight can be shown, hidden, or rescaled away. Attention is not by itself an explanation: it says
        where a head looks, not what becomes of it.
      </p>
      <table>
        <tbody>
          {keys.map(([key, what]) => (
            <tr key={key}>
              <th scope="row">
                <kbd>{key}</kbd>
              </th>
              <td>{what}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <form method="dialog">
        <button type="submit">Close</button>
      </form>
    </dialog>
  );
}
