using Microsoft.AspNetCore.Html;

namespace Prongsai.Ui;

/// <summary>How grave the risks of a cell are.</summary>
public enum RiskLevel
{
    Low,
    Middle,
    High,
}

/// <summary>One cell of a risk matrix: how many risks, how grave, and where they are listed.</summary>
public sealed record RiskCell(int Count, RiskLevel Level, string? Href = null);

/// <summary>Risks by likelihood (rows, the most likely first) and impact (columns, the least first).</summary>
/// <param name="Caption">The table's caption.</param>
/// <param name="Likelihood">Names of the rows.</param>
/// <param name="Impact">Names of the columns.</param>
/// <param name="Cells">One list for each row.</param>
public sealed record RiskMatrix(string Caption, IReadOnlyList<string> Likelihood, IReadOnlyList<string> Impact, IReadOnlyList<IReadOnlyList<RiskCell>> Cells);

public static partial class Charts
{
    /// <summary>A risk matrix is a table already: colour, and for those who cannot see it a word.</summary>
    public static IHtmlContent Risks(RiskMatrix matrix)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        var to = new Svg().Raw("<table class=\"matrix\"><caption>").Text(matrix.Caption).Raw("</caption><thead><tr><th scope=\"col\">โอกาสเกิด</th>");
        foreach (var impact in matrix.Impact)
        {
            to.Raw("<th scope=\"col\">").Text(impact).Raw("</th>");
        }
        to.Raw("</tr></thead><tbody>");
        for (var r = 0; r < matrix.Likelihood.Count; r++)
        {
            to.Raw("<tr><th scope=\"row\">").Text(matrix.Likelihood[r]).Raw("</th>");
            foreach (var cell in matrix.Cells[r])
            {
                var (css, words) = cell.Level switch
                {
                    RiskLevel.High => (" class=\"m3\"", "เสี่ยงสูง"),
                    RiskLevel.Middle => (" class=\"m2\"", "เสี่ยงปานกลาง"),
                    _ => ("", "เสี่ยงต่ำ"),
                };
                to.Raw("<td").Raw(css).Raw(">");
                if (cell.Href is not null && cell.Count > 0)
                {
                    to.Raw("<a href=\"").Text(cell.Href).Raw("\">").Text(Svg.Number(cell.Count)).Raw("<span class=\"sr\"> เรื่อง ").Text(words).Raw("</span></a></td>");
                }
                else
                {
                    to.Text(Svg.Number(cell.Count)).Raw("<span class=\"sr\"> เรื่อง ").Text(words).Raw("</span></td>");
                }
            }
            to.Raw("</tr>");
        }
        return to.Raw("</tbody></table>").Content;
    }
}
