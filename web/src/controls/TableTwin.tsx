import type { Table } from '../scene/scene';

/** A drawing's numbers as a table: same order, to be read out and copied. */
export function TableTwin({ table }: { table: Table }) {
  const copy = () =>
    navigator.clipboard.writeText([table.columns, ...table.rows].map(row => row.join('\t')).join('\n'));
  return (
    <div class="twin">
      <table>
        <caption>
          {table.caption}{' '}
          <button type="button" class="quiet" onClick={copy}>
            Copy
          </button>
        </caption>
        <thead>
          <tr>
            {table.columns.map((column, i) => (
              <th key={`${i} ${column}`} scope="col">
                {column}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {table.rows.map((row, i) => (
            <tr key={`${i} ${row[0]}`}>
              {row.map((cell, column) =>
                column === 0 ? (
                  <th key={table.columns[column]} scope="row">
                    {cell}
                  </th>
                ) : (
                  <td key={`${column} ${table.columns[column]}`}>{cell}</td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
