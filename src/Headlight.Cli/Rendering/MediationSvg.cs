using System.Globalization;
using System.Xml.Linq;
using Headlight.Mediation;

namespace Headlight.Cli.Rendering;

/// <summary>Heads by layer, the greatest with their intervals, and looks against matters, as one SVG.</summary>
internal sealed class MediationSvg
{
    private const int Cell = 14;
    private const int Ranked = 20;
    private const string Up = "#0f6f8f"; // carries the difference
    private const string Down = "#b5541c"; // carries it the other way
    private const string Ink = "#1c2126";
    private const string Faint = "#8a9199";
    private static readonly XNamespace Svg = "http://www.w3.org/2000/svg";

    private readonly MediationSummary summary;
    private readonly XElement root;

    private MediationSvg(MediationSummary summary, string title)
    {
        this.summary = summary;
        var (layers, heads) = (summary.Heads.Max(head => head.Layer) + 1, summary.Heads.Max(head => head.Head) + 1);
        var (ranking, plot) = (100 + heads * Cell, 440 + heads * Cell);
        root = new XElement(
            Svg + "svg", new XAttribute("width", plot + 440),
            new XAttribute("height", Math.Max(150 + layers * Cell, 520)),
            new XAttribute("font-family", "sans-serif"), new XAttribute("font-size", 11), new XAttribute("fill", Ink));
        Add("rect", ("width", "100%"), ("height", "100%"), ("fill", "#ffffff"));
        Text(16, 22, title, 14);
        Text(16, 40, $"total {Words(summary.Total)}, through attention {Words(summary.Indirect)}, past it " +
            $"{Words(summary.Direct)}; n = {summary.Count}, means with 95 % bootstrap intervals");
        Grid(layers);
        Ranking(ranking);
        Scatter(plot);
    }

    /// <summary>The document.</summary>
    public static string Of(MediationSummary summary, string title) => summary.Heads.Count > 0
        ? new MediationSvg(summary, title).root + "\n"
        : throw new RequestException("There are no heads to draw: --svg needs --measure mediation.");

    private void Grid(int layers)
    {
        var greatest = summary.Heads.Max(head => Math.Abs(head.Indirect.Mean));
        Text(56, 62, "indirect effect, head →");
        for (var layer = 0; layer < layers; layer++)
        {
            Text(16, 82 + layer * Cell, $"L{layer}");
        }
        foreach (var head in summary.Heads)
        {
            var (x, y) = (56 + head.Head * Cell, 72 + head.Layer * Cell);
            var share = Math.Sqrt(Math.Abs(head.Indirect.Mean) / greatest);
            Add("rect", ("x", x), ("y", y), ("width", Cell - 1), ("height", Cell - 1), ("fill", Colour(head)),
                ("fill-opacity", Number(share, 2))).Add(Title($"{head.Name} {Words(head.Indirect)}"));
            if (!head.Indirect.MayBeZero)
            {
                Dot(x + 6.5, y + 6.5, 1.6, Ink);
            }
        }
        Text(16, 90 + layers * Cell, $"0 to ±{Number(greatest, 3)}: blue carries the difference,");
        Text(16, 104 + layers * Cell, "orange carries it the other way;");
        Text(16, 118 + layers * Cell, "dot: the interval excludes 0");
    }

    private void Ranking(int left)
    {
        var shown = summary.Heads.OrderByDescending(head => Math.Abs(head.Indirect.Mean)).Take(Ranked).ToList();
        var low = Math.Min(0, shown.Min(head => head.Indirect.Low));
        var high = Math.Max(0, shown.Max(head => head.Indirect.High));
        Text(left, 62, $"the {shown.Count} greatest, with intervals");
        Line(X(0), 68, X(0), 78 + shown.Count * 18, Faint);
        for (var row = 0; row < shown.Count; row++)
        {
            var (head, y) = (shown[row], 84 + row * 18);
            Text(left, y + 4, head.Name);
            Line(X(head.Indirect.Low), y, X(head.Indirect.High), y, Ink);
            Dot(X(head.Indirect.Mean), y, 4, Colour(head));
        }
        Text(left + 50, 100 + shown.Count * 18, Number(low, 3));
        Text(left + 270, 100 + shown.Count * 18, Number(high, 3));

        double X(double value) => left + 60 + (value - low) / (high - low) * 230;
    }

    private void Scatter(int left)
    {
        var known = summary.Heads.Where(head => !double.IsNaN(head.WeightChange.Mean)).ToList();
        Text(left, 62, "looks against matters");
        if (known.Count == 0)
        {
            Text(left, 84, "not drawn: the pairs do not say which occupation is which");
            return;
        }
        var looks = known.Max(head => Math.Abs(head.WeightChange.Mean));
        var matters = known.Max(head => Math.Abs(head.Indirect.Mean));
        Line(left + 10, 220, left + 290, 220, Faint);
        Line(left + 150, 80, left + 150, 360, Faint);
        foreach (var head in known)
        {
            var (look, matter) = (head.WeightChange.Mean / looks, head.Indirect.Mean / matters);
            Dot(left + 150 + look * 140, 220 - matter * 140, 3, Colour(head), "0.7");
            if (Math.Abs(look) > 0.5 || Math.Abs(matter) > 0.5)
            {
                Text(left + 155 + look * 140, 224 - matter * 140, head.Name);
            }
        }
        var rank = summary.LooksAgainstMatters;
        Text(left + 10, 380, $"→ how much more “she” looks at the occupation called female, ±{Number(looks, 3)}");
        Text(left + 10, 394, $"↑ indirect effect, ±{Number(matters, 4)}");
        Text(left + 10, 408, $"rank correlation {Number(rank.Value, 2)} [{Number(rank.Low, 2)}, " +
            $"{Number(rank.High, 2)}], " +
            $"n = {rank.Count} heads");
    }

    private XElement Add(string name, params (string Name, object Value)[] attributes)
    {
        var element = new XElement(Svg + name, attributes.Select(pair => new XAttribute(pair.Name, pair.Value)));
        root.Add(element);
        return element;
    }

    private static XElement Title(string text) => new(Svg + "title", text);

    private void Text(double x, double y, string text, int size = 11) =>
        Add("text", ("x", Number(x, 1)), ("y", Number(y, 1)), ("font-size", size)).Value = text;

    private void Line(double x1, double y1, double x2, double y2, string colour) => Add(
        "line", ("x1", Number(x1, 1)), ("y1", Number(y1, 1)), ("x2", Number(x2, 1)), ("y2", Number(y2, 1)),
        ("stroke", colour));

    private void Dot(double x, double y, double radius, string colour, string opacity = "1") => Add(
        "circle", ("cx", Number(x, 1)), ("cy", Number(y, 1)), ("r", Number(radius, 1)), ("fill", colour),
        ("fill-opacity", opacity));

    private static string Colour(HeadSummary head) => head.Indirect.Mean >= 0 ? Up : Down;

    private static string Words(Estimate estimate) =>
        $"{Number(estimate.Mean, 4)} [{Number(estimate.Low, 4)}, {Number(estimate.High, 4)}]";

    private static string Number(double value, int digits) =>
        value.ToString("F" + digits.ToString(CultureInfo.InvariantCulture), CultureInfo.InvariantCulture);
}
