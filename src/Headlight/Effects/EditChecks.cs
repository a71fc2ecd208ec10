using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Effects;

/// <summary>Refuses edits that name what is not there, and pairs that contradict each other.</summary>
internal static class EditChecks
{
    /// <exception cref="RequestException">What is wrong.</exception>
    public static void Check(IReadOnlyList<Edit> edits, ModelInfo model, int tokens)
    {
        foreach (var edit in edits)
        {
            CheckHeads(edit, model);
            CheckNumbers(edit, model, tokens);
        }
        for (var i = 0; i < edits.Count; i++)
        {
            for (var j = 0; j < i; j++)
            {
                if (Meet(edits[i].Heads, edits[j].Heads) && Contradict(edits[j], edits[i]))
                {
                    throw new RequestException(
                        $"Two edits contradict each other: {edits[j].InWords}; and: {edits[i].InWords}.");
                }
            }
        }
    }

    /// <summary>Leaves out edits that leave a reading's run as it is, bit by bit.</summary>
    public static IReadOnlyList<Edit> Changing(IReadOnlyList<Edit> edits, Reading reading) => [.. edits.Where(
        edit => edit switch
        {
            ScaleHeads scale => scale.Factor != 1,
            CutLinks cut => cut.Keys.Count > 0,
            TakePatterns take => reading.Layers.SelectMany(layer => layer.Heads)
                .Where(head => take.Heads.Includes(head.Layer.Index, head.Index))
                .Any(head => !Same(take, head)),
            _ => true,
        })];

    private static bool Same(TakePatterns take, HeadReading head)
    {
        var given = take.Patterns[(head.Layer.Index, head.Index)].AsSpan(take.First * take.Tokens);
        var rows = head.PatternRows(take.First, take.Tokens - take.First);
        return head.Layer.Record.Shape.Keys == take.Tokens && given.SequenceEqual(rows);
    }

    private static void CheckHeads(Edit edit, ModelInfo model)
    {
        var heads = edit.Heads;
        if (heads.Layer is { } layer && (uint)layer >= (uint)model.Layers)
        {
            throw new RequestException(
                $"{heads} is not there: {model.Name} has layers 0 to {model.Layers - 1}.");
        }
        if (edit is ReplaceSite { Site: Site.K or Site.V } && heads.Head is { } shared
            && (uint)shared >= (uint)model.KeyValueHeads)
        {
            throw new RequestException(
                $"{edit.InWords}: layers of {model.Name} have key-value heads 0 to {model.KeyValueHeads - 1}.");
        }
        if (heads.Head is { } head && (uint)head >= (uint)model.Heads)
        {
            throw new RequestException(
                $"{heads} is not there: layers of {model.Name} have heads 0 to {model.Heads - 1}.");
        }
    }

    private static void CheckNumbers(Edit edit, ModelInfo model, int tokens)
    {
        foreach (var token in Tokens(edit).Where(token => (uint)token >= (uint)tokens))
        {
            throw new RequestException($"There is no token {token} to edit: the text has tokens 0 to {tokens - 1}.");
        }
        var wrong = edit switch
        {
            ScaleHeads { Factor: var factor } when !float.IsFinite(factor) => $"The factor is {factor}, no number",
            ForceLink { Weight: not (>= 0 and <= 1) and var weight } => $"The weight is {weight}, not 0 to 1",
            CutLinks { Queries: { } queries } cut
                when model.Causal && queries.Any(query => cut.Keys.Count > 0 && cut.Keys.All(key => key > query)) =>
                "A token cannot look at tokens that come after it, so there is no link to cut",
            ForceLink link when model.Causal && link.Key > link.Query =>
                $"Token {link.Query} cannot look at token {link.Key}, which comes after it",
            TakePatterns take when take.Tokens != tokens =>
                $"The patterns of {take.Of} are of {take.Tokens} tokens, but the text has {tokens}",
            TakePatterns take when Missing(take.Heads, take.Patterns, model, take.Tokens * take.Tokens) is { } none =>
                $"There is no pattern of {none} with {take.Tokens} × {take.Tokens} weights",
            MeanHeads mean when Missing(mean.Heads, mean.Means, model, model.HeadSize) is { } missing =>
                $"There is no mean of {missing} with {model.HeadSize} numbers",
            ReplaceSite site => WrongSite(site, model),
            _ => null,
        };
        if (wrong is not null)
        {
            throw new RequestException($"{wrong}: change the edit “{edit.InWords}”.");
        }
    }

    private static IEnumerable<int> Tokens(Edit edit) => edit switch
    {
        CutLinks cut => [.. cut.Queries ?? [], .. cut.Keys],
        ForceLink force => [force.Query, force.Key],
        ReplaceSite site => site.Tokens,
        _ => [],
    };

    private static string? WrongSite(ReplaceSite site, ModelInfo model)
    {
        var heads = site.Site is Site.K or Site.V ? model.KeyValueHeads : model.Heads;
        var size = site.Site == Site.Output ? model.Width
            : model.HeadSize * (site.Heads.Head is null ? heads : 1);
        return site.Heads.Layer is null ? "A site is of one layer; none is named"
            : site.Site == Site.Output && site.Heads.Head is not null ? "The output of a layer is not of one head"
            : site.Tokens.Count == 0 || site.Tokens.Count != site.Values.Count
                ? $"There are {site.Values.Count} rows of numbers for {site.Tokens.Count} tokens"
            : site.Tokens.Distinct().Count() < site.Tokens.Count ? "A token is named twice"
            : site.Values.FirstOrDefault(row => row.Length != size) is { } odd
                ? $"A row has {odd.Length} numbers, but {site.Site.ToString().ToLowerInvariant()} has {size} there"
            : site.Values.Any(row => row.Any(number => !float.IsFinite(number))) ? "A number is not finite" : null;
    }

    private static string? Missing(
        HeadChoice heads, IReadOnlyDictionary<(int Layer, int Head), float[]> given, ModelInfo model, int length)
    {
        for (var layer = 0; layer < model.Layers; layer++)
        {
            for (var head = 0; head < model.Heads; head++)
            {
                if (heads.Includes(layer, head)
                    && (!given.TryGetValue((layer, head), out var numbers) || numbers.Length != length))
                {
                    return $"L{layer}H{head}";
                }
            }
        }
        return null;
    }

    private static bool Meet(HeadChoice a, HeadChoice b) =>
        (a.Layer is null || b.Layer is null || a.Layer == b.Layer)
        && (a.Head is null || b.Head is null || a.Head == b.Head);

    private static bool Contradict(Edit a, Edit b) => (a, b) switch
    {
        (TakePatterns, TakePatterns) or (MeanHeads, MeanHeads) or (ScaleHeads, ScaleHeads) => true,
        (MeanHeads, ScaleHeads) or (ScaleHeads, MeanHeads) => true,
        (ForceLink first, ForceLink second) => first.Query == second.Query,
        (ReplaceSite first, ReplaceSite second) =>
            first.Site == second.Site && first.Tokens.Intersect(second.Tokens).Any(),
        (ReplaceSite { Site: Site.Z }, MeanHeads or ScaleHeads) => true,
        (MeanHeads or ScaleHeads, ReplaceSite { Site: Site.Z }) => true,
        (ForceLink force, CutLinks cut) => Cuts(cut, force),
        (CutLinks cut, ForceLink force) => Cuts(cut, force),
        _ => false,
    };

    // A row that shares a cut weight out would not leave the forced one as it is either.
    private static bool Cuts(CutLinks cut, ForceLink force) =>
        (cut.Queries?.Contains(force.Query) ?? true) && (cut.Renormalise || cut.Keys.Contains(force.Key));
}
