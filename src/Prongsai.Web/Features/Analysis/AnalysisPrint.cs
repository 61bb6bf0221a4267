using System.Globalization;
using Prongsai.Domain.Analysis;
using Prongsai.Domain.Papers;

namespace Prongsai.Web.Features.Analysis;

/// <summary>One analysis on the command line: as text to read, or as JSON with what every sentence rests on.</summary>
internal sealed record AnalysisPrint(string File, Paper Paper, AnalysisResult Result)
{
    public async Task Write(TextWriter to)
    {
        var organisation = Paper.Organisations.Count > 0 ? Paper.Organisations[0].Name : "(ไม่พบชื่อหน่วยงาน)";
        await to.WriteLineAsync($"{organisation} ปีงบประมาณ พ.ศ. {Result.Verification.Rulebook.Year} ({File})");
        await Paragraph(to, Result.Overview);
        await Findings(to, "จุดแข็ง", Result.Strengths);
        await Findings(to, "จุดอ่อน", Result.Weaknesses);
        await Findings(to, "เร่งด่วน", Result.Urgent);
        foreach (var issue in Result.Issues)
        {
            await to.WriteLineAsync();
            await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"ประเด็นที่ {issue.Issue.No} {issue.Issue.Name}"));
            foreach (var row in issue.Rows)
            {
                await to.WriteLineAsync($"  {row.Tool}  {row.Code,-4} {Score(row.Score),6}  {row.Text}");
            }
            foreach (var text in new[] { issue.Flaw, issue.Develop, issue.Keep })
            {
                await Paragraph(to, text);
            }
        }
        foreach (var tool in Result.Tools)
        {
            await to.WriteLineAsync();
            await Paragraph(to, tool.Develop);
        }
        foreach (var indicator in Result.Indicators)
        {
            await to.WriteLineAsync();
            await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{indicator.Tool}  ตัวชี้วัดที่ {indicator.Indicator}  {Score(indicator.Score)}"));
            await Paragraph(to, indicator.Advice);
        }
        await to.WriteLineAsync();
    }

    /// <summary>Anonymous, so that the names of the JSON are seen where they are made.</summary>
    public object ToJson() => new
    {
        File,
        Paper.Part,
        Organisation = Paper.Organisations.Count > 0 ? Paper.Organisations[0].Name : null,
        Year = Result.Verification.Rulebook.Year.Value,
        Rulebook = new { Result.Verification.Rulebook.Id, Result.Verification.Rulebook.Sha256 },
        Result.Thresholds,
        Result.Strengths,
        Result.Weaknesses,
        Result.Urgent,
        Overview = Text(Result.Overview),
        Issues = Result.Issues.Select(i => new { i.Issue.No, i.Issue.Name, i.Rows, Flaw = Text(i.Flaw), Develop = Text(i.Develop), Keep = Text(i.Keep) }),
        Tools = Result.Tools.Select(t => new { Code = t.Tool, t.Lowest, Develop = Text(t.Develop) }),
        Indicators = Result.Indicators.Select(i => new { No = i.Indicator, i.Name, i.Tool, i.Score, Advice = Text(i.Advice) }),
    };

    private static object? Text(DraftText? text) => text is null ? null : new { text.Key, text.Heading, text.Text, text.Sentences };

    private static string Score(decimal? score) => score?.ToString("0.00", CultureInfo.InvariantCulture) ?? "–";

    private static async Task Paragraph(TextWriter to, DraftText? text)
    {
        if (text is not null)
        {
            await to.WriteLineAsync($"{text.Heading}: {text.Text}");
        }
    }

    private static async Task Findings(TextWriter to, string heading, IReadOnlyList<Finding> findings)
    {
        await to.WriteLineAsync($"{heading}: {(findings.Count == 0 ? "ไม่มี" : "")}");
        foreach (var finding in findings)
        {
            await to.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {finding.Indicator,2} {Score(finding.Score),6}  {finding.Name}  {finding.Why}"));
        }
    }
}
