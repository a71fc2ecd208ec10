using System.Collections;

namespace Headlight.Readings;

/// <summary>A list whose index errors say what there is: `There is no layer 30: layers 0 to 29 are there.`</summary>
internal sealed class NumberedList<T>(IReadOnlyList<T> items, string one) : IReadOnlyList<T>
{
    public int Count => items.Count;

    public T this[int index] => (uint)index < (uint)items.Count
        ? items[index]
        : throw new ArgumentOutOfRangeException(
            nameof(index), index,
            items.Count == 0
                ? $"There is no {one} {index}: none was recorded."
                : $"There is no {one} {index}: {one}s 0 to {items.Count - 1} are there.");

    public IEnumerator<T> GetEnumerator() => items.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
