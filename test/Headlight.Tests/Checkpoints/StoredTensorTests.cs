using CsCheck;
using Headlight.Checkpoints;

namespace Headlight.Tests.Checkpoints;

public sealed class StoredTensorTests : IDisposable
{
    private readonly ScratchFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Theory]
    [InlineData(0u, 4, 1)]
    [InlineData(30u, 2, 1)]
    [InlineData(8u, 34, 32)]
    [InlineData(3u, 20, 32)]
    public void Any_rows_are_those_of_the_whole(uint type, int blockBytes, int blockElements)
    {
        const int Rows = 23;
        const int Columns = 64;
        using var file = RandomMatrix(type, Rows, Columns, Rows * Columns / blockElements * blockBytes);
        var tensor = file.Tensors["t"];
        StoredTensor[] views = [tensor, tensor.Transposed(), tensor.Transposed().Transposed()];
        var wholes = views.Select(view => view.ToArray()).ToArray();
        Gen.Select(Gen.Int[0, 2], Gen.Int[0, 64], Gen.Int[0, 64]).Sample((view, from, to) =>
        {
            var (rows, columns) = (views[view].Shape[0], views[view].Shape[1]);
            var (first, last) = (Math.Min(from, to) % (rows + 1), Math.Min(Math.Max(from, to), rows));
            var count = Math.Max(0, last - first);
            var read = new float[count * columns];
            views[view].ReadRows(first, count, read);
            Assert.Equal(wholes[view].AsSpan(first * columns, count * columns), read.AsSpan());
        }, iter: 500);
    }

    [Fact]
    public void A_transposed_view_exchanges_rows_and_columns()
    {
        using var file = RandomMatrix(0, 37, 21, 37 * 21 * 4);
        var (stored, turned) = (file.Tensors["t"].ToArray(), file.Tensors["t"].Transposed());
        Assert.Equal([21, 37], turned.Shape);
        var seen = turned.ToArray();
        for (var i = 0; i < seen.Length; i++)
        {
            Assert.Equal(stored[i % 37 * 21 + i / 37], seen[i]);
        }
    }

    [Fact]
    public void Rotary_halves_undo_the_permutation_of_the_converter()
    {
        const int Heads = 3;
        const int Half = 5;
        // llama.cpp: reshape(heads, 2, half, columns).swapaxes(1, 2): (head, h, i) goes to (head, i, h).
        var stored =
            from head in Enumerable.Range(0, Heads)
            from i in Enumerable.Range(0, Half)
            from h in Enumerable.Range(0, 2)
            from column in Enumerable.Range(0, 2)
            select (float)(((head * 2 + h) * Half + i) * 2 + column);
        using var file = Matrix([.. stored], Heads * 2 * Half, 2);
        var view = file.Tensors["t"].WithRotaryHalves(Heads);
        Assert.Equal(Enumerable.Range(0, Heads * Half * 4).Select(i => (float)i), view.ToArray());
        var rows = new float[6];
        view.ReadRows(7, 3, rows);
        Assert.Equal([14f, 15f, 16f, 17f, 18f, 19f], rows);
        Assert.Throws<CheckpointException>(() => file.Tensors["t"].WithRotaryHalves(4));
        Assert.Throws<CheckpointException>(() => file.Tensors["t"].WithRotaryHalves(0));
    }

    [Fact]
    public void A_destination_of_another_size_is_refused()
    {
        using var file = Matrix([1, 2, 3, 4], 2, 2);
        var tensor = file.Tensors["t"];
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.Read(new float[3]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.ReadRows(1, 2, new float[4]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.ReadRows(-1, 1, new float[2]));
        Assert.Throws<ArgumentOutOfRangeException>(() => tensor.ReadRows(int.MaxValue, 1, new float[2]));
    }

    [Fact]
    public async Task Many_threads_read_the_same()
    {
        using var file = RandomMatrix(3, 64, 256, 64 * 8 * 20);
        var expected = file.Tensors["t"].ToArray();
        var tasks = Enumerable.Range(0, 16).Select(_ => Task.Run(file.Tensors["t"].ToArray));
        var reads = await Task.WhenAll(tasks);
        Assert.All(reads, read => Assert.Equal(expected, read));
    }

    private GgufFile Matrix(float[] values, int rows, int columns) => Open(
        0, rows, columns, [.. values.SelectMany(BitConverter.GetBytes)]);

    private GgufFile RandomMatrix(uint type, int rows, int columns, int byteCount)
    {
        // Bytes below 0x3C keep every half and float finite.
        var random = new Random(rows);
        var bytes = Enumerable.Range(0, byteCount).Select(_ => (byte)random.Next(0x3C));
        return Open(type, rows, columns, [.. bytes]);
    }

    private GgufFile Open(uint type, int rows, int columns, byte[] bytes)
    {
        var file = new GgufBytes().Tensor("t", [(ulong)columns, (ulong)rows], type, bytes);
        return GgufFile.Open(folder.Add($"{Guid.NewGuid()}.gguf", file.ToArray()));
    }
}
