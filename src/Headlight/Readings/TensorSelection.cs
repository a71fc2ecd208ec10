namespace Headlight.Readings;

/// <summary>Which tensors of a reading are written: names as in the reading format, `attn`, `q.3`, `logits`.</summary>
public sealed record TensorSelection
{
    /// <summary>`q`, `k`, `v`, `last_logits`.</summary>
    public static TensorSelection Default => throw new NotImplementedException();

    /// <summary>Every name but `states`.</summary>
    public static TensorSelection All => throw new NotImplementedException();

    /// <summary>Parses a list such as `attn,q.3,logits`, `all` or `all,states`.</summary>
    /// <exception cref="RequestException">A name that does not exist, with the nearest.</exception>
    public static TensorSelection Parse(string names) => throw new NotImplementedException();

    /// <summary>The reading options that record what this selection needs, on top of the given ones.</summary>
    public ReadOptions Require(ReadOptions options) => throw new NotImplementedException();
}
