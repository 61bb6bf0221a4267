using System.Globalization;
using System.Text;
using System.Xml.Linq;
using Prongsai.Documents.Writing;
using Prongsai.Domain;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>Bars of papers: what stands behind the longest bar stays inside the picture, whichever digits it is written in.</summary>
public sealed class ChartsAsSvg
{
    [Theory]
    [InlineData(DigitStyle.Arabic, 0.54)]
    [InlineData(DigitStyle.Thai, 0.68)]
    public void Leave_room_for_the_score_behind_a_full_bar(DigitStyle digits, double wide)
    {
        var svg = new StringBuilder();
        SvgChart.Append(svg, new Chart("ก", "ข", ChartKind.RankedBars, ["ค"], [new Series("ง", [100m])], []), digits, "c", 640);
        var score = XElement.Parse(svg.ToString()).Elements().Last(e => e.Name.LocalName is "text");
        Assert.Equal(digits is DigitStyle.Thai ? "๑๐๐.๐๐" : "100.00", score.Value);
        double Of(string name) => double.Parse(score.Attribute(name)!.Value, CultureInfo.InvariantCulture);
        Assert.InRange(Of("x") + (5 * wide + 0.25) * Of("font-size"), 0, 640);
    }
}
