using System.Globalization;
using System.Security;
using System.Text;
using Headlight.Mediation;

namespace Headlight.Cli.Rendering;

/// <summary>Heads by layer, the greatest with their intervals, and looks against matters, as one SVG.</summary>
internal static class MediationSvg
{
    private const int Cell = 14;
    private const int Ranked = 20;
    private const string Up = "#0f6f8f"; // carries the difference
    private const string Down = "#b5541c"; // carries it the other way
    private const string Ink = "#1c2126";
    private const string Faint = "#8a9199";

    public static string Of(MediationSummary summary, string title)
    {
        var (layers, heads) = (summary.Heads.Max(head => head.Layer) + 1, summary.Heads.Max(head => head.Head) + 1);
        var height = Math.Max(90 + layers * Cell, 90 + Ranked * 18) + 40;
        var ranking = 80 + heads * Cell;
        var plot = ranking + 340;
        var svg = new StringBuilder();
        svg.Append(Invariant(
            $"""<svg xmlns="http://www.w3.org/2000/svg" width="{plot + 340}" height="{height}" font-family="sans-serif" """))
            .Append(Invariant($"""font-size="11" fill="{Ink}"><rect width="100%" height="100%" fill="#ffffff"/>"""));
        svg.Append(Text(16, 22, title, 14)).Append(Text(16, 40, Totals(summary)));
        Grid(svg, summary, layers, heads);
        Ranking(svg, summary, ranking);
        Scatter(svg, summary, plot);
        return svg.Append("</svg>\n").ToString();
    }

    private static string Totals(MediationSummary summary) =>
        $"total {Words(summary.Total)}, through attention {Words(summary.Indirect)}, past it " +
        $"{Words(summary.Direct)}; " +
        $"n = {summary.Count}, means with 95 % bootstrap intervals";

    private static void Grid(StringBuilder svg, MediationSummary summary, int layers, int heads)
    {
        var greatest = summary.Heads.Max(head => Math.Abs(head.Indirect.Mean));
        svg.Append(Text(56, 62, "indirect effect, head →"));
        for (var layer = 0; layer < layers; layer++)
        {
            svg.Append(Text(16, 82 + layer * Cell, $"L{layer}"));
        }
        foreach (var head in summary.Heads)
        {
            var (x, y) = (56 + head.Head * Cell, 72 + head.Layer * Cell);
            var share = Math.Sqrt(Math.Abs(head.Indirect.Mean) / greatest);
            svg.Append(Invariant($"""<rect x="{x}" y="{y}" width="{Cell - 1}" height="{Cell - 1}" fill="{Colour(head)}" """))
                .Append(Invariant($"""fill-opacity="{share:0.00}"><title>{head.Name} {Words(head.Indirect)}</title></rect>"""));
            if (!head.Indirect.MayBeZero)
            {
                svg.Append(Invariant($"""<circle cx="{x + 6.5}" cy="{y + 6.5}" r="1.6" fill="{Ink}"/>"""));
            }
        }
        svg.Append(Text(56, 86 + layers * Cell, "dot: the interval excludes 0"))
            .Append(Text(56, 86 + layers * Cell + 14, $"0 to ±{F(greatest)}, blue +, orange −"));
    }

    private static void Ranking(StringBuilder svg, MediationSummary summary, int left)
    {
        var shown = summary.Heads.OrderByDescending(head => Math.Abs(head.Indirect.Mean)).Take(Ranked).ToList();
        var low = Math.Min(0, shown.Min(head => head.Indirect.Low));
        var high = Math.Max(0, shown.Max(head => head.Indirect.High));
        double X(double value) => left + 60 + (value - low) / (high - low) * 240;
        svg.Append(Text(left, 62, $"the {shown.Count} greatest, with intervals"))
            .Append(Line(X(0), 68, X(0), 78 + shown.Count * 18, Faint));
        foreach (var (head, row) in shown.Select((head, row) => (head, row)))
        {
            var y = 84 + row * 18;
            svg.Append(Text(left, y + 4, head.Name)).Append(Line(X(head.Indirect.Low), y, X(head.Indirect.High), y, Ink))
                .Append(Invariant($"""<circle cx="{X(head.Indirect.Mean):0.0}" cy="{y}" r="4" fill="{Colour(head)}"/>"""));
        }
        var end = 92 + shown.Count * 18;
        svg.Append(Text(left + 60, end + 8, F(low))).Append(Text(left + 280, end + 8, F(high)));
    }

    private static void Scatter(StringBuilder svg, MediationSummary summary, int left)
    {
        var looks = summary.Heads.Max(head => Math.Abs(head.WeightChange.Mean));
        var matters = summary.Heads.Max(head => Math.Abs(head.Indirect.Mean));
        double X(double value) => left + 150 + value / looks * 140;
        double Y(double value) => 220 - value / matters * 140;
        var rank = summary.LooksAgainstMatters;
        svg.Append(Text(left, 62, "looks against matters"))
            .Append(Line(left + 10, 220, left + 290, 220, Faint)).Append(Line(left + 150, 80, left + 150, 360, Faint));
        foreach (var head in summary.Heads)
        {
            var (x, y) = (X(head.WeightChange.Mean), Y(head.Indirect.Mean));
            svg.Append(Invariant($"""<circle cx="{x:0.0}" cy="{y:0.0}" r="3" fill="{Colour(head)}" fill-opacity="0.7"/>"""));
            if (Math.Abs(head.WeightChange.Mean) > 0.5 * looks || Math.Abs(head.Indirect.Mean) > 0.5 * matters)
            {
                svg.Append(Text(x + 5, y + 4, head.Name));
            }
        }
        svg.Append(Text(left + 10, 380, Invariant($"→ gap(she) − gap(he), −{looks:0.000} to {looks:0.000}")))
            .Append(Text(left + 10, 394, Invariant($"↑ indirect effect, −{matters:0.0000} to {matters:0.0000}")))
            .Append(Text(left + 10, 408, Invariant(
                $"rank correlation {rank.Value:0.00} [{rank.Low:0.00}, {rank.High:0.00}], n = {rank.Count} heads")));
    }

    private static string Colour(HeadSummary head) => head.Indirect.Mean >= 0 ? Up : Down;

    private static string Text(double x, double y, string text, int size = 11) => Invariant(
        $"""<text x="{x:0.0}" y="{y:0.0}" font-size="{size}">{SecurityElement.Escape(text)}</text>""");

    private static string Line(double x1, double y1, double x2, double y2, string colour) => Invariant(
        $"""<line x1="{x1:0.0}" y1="{y1:0.0}" x2="{x2:0.0}" y2="{y2:0.0}" stroke="{colour}"/>""");

    private static string Words(Estimate estimate) => Invariant(
        $"{estimate.Mean:0.0000} [{estimate.Low:0.0000}, {estimate.High:0.0000}]");

    private static string F(double value) => Invariant($"{value:0.000}");

    private static string Invariant(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
