using System.Text.Json;
using Headlight.Attention;
using Headlight.Readings;

namespace Headlight.Web.Effects;

/// <summary>What is tried on each head in turn.</summary>
internal abstract record Question
{
    private static readonly string[] Kinds = ["off", "zero", "cut", "pattern"];

    /// <exception cref="RequestException">It is none of the kinds, or lacks something.</exception>
    public static Question Of(JsonElement json)
    {
        JsonFields.Check(json, "\"question\"", "kind", "queries", "keys", "renormalise", "of");
        return JsonFields.Text(json, "kind") switch
        {
            "off" => new Off(),
            "zero" => new Zero(),
            "cut" => new Cut(
                JsonFields.Wholes(json, "queries"),
                JsonFields.Wholes(json, "keys") ?? throw new RequestException(
                    "\"question\" has no \"keys\"; a list of whole numbers was expected."),
                JsonFields.Flag(json, "renormalise", true)),
            "pattern" => new LookAsIn(EffectRequest.Needed(json, "question", "of")),
            var kind => throw EffectRequest.Unknown("question", kind, Kinds),
        };
    }

    /// <summary>All that tells it from others.</summary>
    public abstract string Key { get; }

    /// <summary>The edit of a head, for a text as it is.</summary>
    /// <exception cref="RequestException">It makes no sense for this text.</exception>
    public abstract Task<Func<HeadChoice, Edit>> EditAsync(
        TransformerModel model, Reading plain, ReadOptions options, CancellationToken cancellation);

    private sealed record Off : Question
    {
        public override string Key => "off";

        public override async Task<Func<HeadChoice, Edit>> EditAsync(
            TransformerModel model, Reading plain, ReadOptions options, CancellationToken cancellation) =>
            (await model.HeadMeansAsync(cancellation)).Off;
    }

    private sealed record Zero : Question
    {
        public override string Key => "zero";

        public override Task<Func<HeadChoice, Edit>> EditAsync(
            TransformerModel model, Reading plain, ReadOptions options, CancellationToken cancellation) =>
            Task.FromResult<Func<HeadChoice, Edit>>(head => new ScaleHeads(head, 0));
    }

    private sealed record Cut(int[]? Queries, int[] Keys, bool Renormalise) : Question
    {
        public override string Key =>
            $"cut {(Queries is null ? "*" : string.Join(',', Queries))} {string.Join(',', Keys)} {Renormalise}";

        public override Task<Func<HeadChoice, Edit>> EditAsync(
            TransformerModel model, Reading plain, ReadOptions options, CancellationToken cancellation) =>
            Task.FromResult<Func<HeadChoice, Edit>>(head => new CutLinks(head, Queries, Keys, Renormalise));
    }

    private sealed record LookAsIn(string Text) : Question
    {
        public override string Key => "pattern " + Text;

        public override Task<Func<HeadChoice, Edit>> EditAsync(
            TransformerModel model, Reading plain, ReadOptions options, CancellationToken cancellation) =>
            model.PatternsOfAsync(Text, plain.Tokens.Count, options, cancellation);
    }
}
