using System.Text.Encodings.Web;
using System.Text.Json;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Reports;

/// <summary>
/// The JSON of <c>prongsai read --json</c> and <c>prongsai assess --json</c>: an array with one object for each organisation and year.
/// Its shape is a promise (docs/cli.md, docs/assess.schema.json): members are never renamed or removed; what was not found is left out.
/// </summary>
public static class AssessJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the array as UTF-8.</summary>
    public static byte[] Write(IEnumerable<AssessedPaper> papers)
    {
        ArgumentNullException.ThrowIfNull(papers);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartArray();
            foreach (var paper in papers)
            {
                Paper(json, paper);
            }
            json.WriteEndArray();
        }
        return bytes.ToArray();
    }

    private static void Paper(Utf8JsonWriter json, AssessedPaper assessed)
    {
        var paper = assessed.Paper;
        json.WriteStartObject();
        json.WriteString("file", assessed.File);
        json.WriteString("part", paper.Part);
        json.WriteString("kind", paper.Kind);
        json.WriteStartArray("organisations");
        foreach (var organisation in paper.Organisations)
        {
            json.WriteStartObject();
            json.WriteString("name", organisation.Name);
            json.WriteNumber("count", organisation.Count);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        if (paper.Year is { } year)
        {
            json.WriteNumber("year", year.Value);
        }
        if (assessed.Rulebook is { } rules)
        {
            json.WriteStartObject("rulebook");
            json.WriteString("id", rules.Id);
            json.WriteString("sha256", rules.Sha256);
            json.WriteEndObject();
        }
        Headline(json, assessed);
        Tools(json, assessed.Verification);
        Indicators(json, assessed);
        Questions(json, paper);
        Items(json, paper);
        Suspects(json, assessed.Verification);
        Respondents(json, assessed.Verification);
        Measures(json, paper);
        Problems(json, paper.Problems);
        json.WriteEndObject();
    }

    private static void Headline(Utf8JsonWriter json, AssessedPaper assessed)
    {
        var step = assessed.Verification?.Step(Target.Total);
        if (assessed.Paper.Total is not null || step?.Computed is not null)
        {
            json.WriteStartObject("total");
            Number(json, "printed", assessed.Paper.Total?.Value);
            Number(json, "computed", step?.Rounded ?? assessed.Verification?.Total);
            json.WriteString("verdict", Word(step?.Verdict));
            json.WriteEndObject();
        }
        var level = assessed.Verification?.Level;
        if (assessed.Paper.Level is not null || level?.Computed is not null)
        {
            json.WriteStartObject("level");
            Text(json, "printed", assessed.Paper.Level?.Value);
            Text(json, "computed", level?.Computed?.Name);
            json.WriteString("verdict", Word(level?.Verdict));
            json.WriteEndObject();
        }
    }

    private static void Tools(Utf8JsonWriter json, Verification? verification)
    {
        json.WriteStartArray("tools");
        foreach (var tool in verification?.Tools.Where(t => t.Computed is not null) ?? [])
        {
            json.WriteStartObject();
            json.WriteString("code", tool.Tool);
            Number(json, "computed", Math.Round(tool.Computed!.Value, verification!.Rulebook.Places, MidpointRounding.AwayFromZero));
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Indicators(Utf8JsonWriter json, AssessedPaper assessed)
    {
        json.WriteStartArray("indicators");
        var read = assessed.Paper.Indicators.GroupBy(i => i.No).ToDictionary(g => g.Key, g => g.First());
        var computed = assessed.Verification?.Steps.Where(s => Target.IndicatorNo(s.Target) is not null && s.Computed is not null).Select(s => Target.IndicatorNo(s.Target)!.Value) ?? [];
        foreach (var no in read.Keys.Concat(computed).Distinct().Order())
        {
            var step = assessed.Verification?.Step(Target.Indicator(no));
            var indicator = read.GetValueOrDefault(no);
            json.WriteStartObject();
            json.WriteNumber("no", no);
            json.WriteString("name", indicator?.Name ?? assessed.Rulebook?.IndicatorNo(no)?.Name ?? string.Empty);
            Number(json, "printed", indicator?.Score);
            Number(json, "computed", step?.Rounded);
            json.WriteString("verdict", Word(step?.Verdict));
            At(json, indicator?.At);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Questions(Utf8JsonWriter json, Paper paper)
    {
        json.WriteStartArray("questions");
        foreach (var question in paper.Questions)
        {
            json.WriteStartObject();
            json.WriteString("code", question.Code);
            json.WriteString("tool", question.Tool);
            json.WriteString("text", question.Text);
            Number(json, "printed", question.Score);
            At(json, question.At);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Items(Utf8JsonWriter json, Paper paper)
    {
        json.WriteStartArray("items");
        foreach (var item in paper.Items)
        {
            json.WriteStartObject();
            json.WriteString("code", item.Code);
            Text(json, "kind", item.Kind);
            json.WriteString("title", item.Title);
            Number(json, "printed", item.Score);
            At(json, item.At);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Suspects(Utf8JsonWriter json, Verification? verification)
    {
        json.WriteStartArray("suspects");
        foreach (var suspect in verification?.Suspects ?? [])
        {
            // Two figures read differently together are two objects of one rank that explain the same.
            foreach (var reading in suspect.Readings)
            {
                json.WriteStartObject();
                json.WriteString("target", reading.Target);
                json.WriteNumber("printed", reading.Printed);
                json.WriteNumber("suggested", reading.Suggested);
                Explains(json, suspect);
            }
            if (suspect.Level is { } level)
            {
                json.WriteStartObject();
                json.WriteString("target", Target.Level);
                json.WriteString("printed", level.Printed);
                json.WriteString("suggested", level.Suggested.Name);
                Explains(json, suspect);
            }
        }
        json.WriteEndArray();
    }

    private static void Explains(Utf8JsonWriter json, Suspect suspect)
    {
        json.WriteStartArray("explains");
        foreach (var target in suspect.Explains)
        {
            json.WriteStringValue(target);
        }
        json.WriteEndArray();
        json.WriteNumber("rank", suspect.Rank);
        json.WriteEndObject();
    }

    private static void Respondents(Utf8JsonWriter json, Verification? verification)
    {
        json.WriteStartArray("respondents");
        foreach (var inference in verification?.Respondents.Where(r => r.IsTelling && r.Fits.Count > 0) ?? [])
        {
            json.WriteStartObject();
            json.WriteString("tool", inference.Tool);
            json.WriteString("scale", inference.Scale);
            json.WriteNumber("n", inference.Fits[0]);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void Measures(Utf8JsonWriter json, Paper paper)
    {
        json.WriteStartArray("measures");
        foreach (var measure in paper.Measures)
        {
            json.WriteStartObject();
            Text(json, "no", measure.No);
            json.WriteString("title", measure.Title);
            json.WriteStartArray("steps");
            foreach (var step in measure.Steps)
            {
                json.WriteStartObject();
                Text(json, "no", step.No);
                json.WriteString("text", step.Text);
                Text(json, "date", (step.Date ?? ResultDate(measure, step))?.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture));
                json.WriteEndObject();
            }
            json.WriteEndArray();
            json.WriteStartArray("units");
            foreach (var unit in measure.Units)
            {
                json.WriteStringValue(unit);
            }
            json.WriteEndArray();
            Text(json, "period", measure.Period?.Text);
            Text(json, "result", measure.Result);
            Text(json, "output", measure.Output);
            Text(json, "outcome", measure.Outcome);
            Text(json, "suggestion", measure.Suggestion);
            Text(json, "followUp", measure.FollowUp);
            At(json, measure.At);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    // A step was done on the day its result is dated: the result of the same number that speaks of the same thing.
    private static DateOnly? ResultDate(ReadMeasure measure, ReadStep step)
    {
        var result = step.No is null ? null : measure.ResultSteps.FirstOrDefault(r => r.No == step.No && r.Date is not null);
        return result is not null && (measure.ResultSteps.Count == measure.Steps.Count || Extraction.Distance.PairLikeness(Extraction.ThaiText.Key(step.Text), Extraction.ThaiText.Key(result.Text)) >= 0.45)
            ? result.Date : null;
    }

    private static void Problems(Utf8JsonWriter json, IEnumerable<ReadProblem> problems)
    {
        json.WriteStartArray("problems");
        foreach (var problem in problems)
        {
            json.WriteStartObject();
            json.WriteString("severity", problem.Severity switch { ProblemSeverity.Error => "error", ProblemSeverity.Warning => "warning", _ => "info" });
            json.WriteString("code", problem.Code);
            json.WriteString("message", problem.Message);
            At(json, problem.At);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static void At(Utf8JsonWriter json, Place? at)
    {
        if (at is null)
        {
            return;
        }
        json.WritePropertyName("at");
        Place(json, at);
    }

    /// <summary>A place as an object; empty for a place that is nowhere.</summary>
    internal static void Place(Utf8JsonWriter json, Place at)
    {
        json.WriteStartObject();
        Number(json, "page", at.Page);
        Text(json, "sheet", at.Sheet);
        Number(json, "table", at.Table);
        Number(json, "row", at.Row);
        Number(json, "column", at.Column);
        Number(json, "line", at.Line);
        Text(json, "text", at.Text);
        json.WriteEndObject();
    }

    private static string Word(Verdict? verdict) => verdict switch
    {
        Verdict.Agrees => "agrees",
        Verdict.Differs => "differs",
        _ => "unchecked",
    };

    private static void Number(Utf8JsonWriter json, string name, decimal? value)
    {
        if (value is { } number)
        {
            // 100.00 and 99.50 are the numbers 100 and 99.5.
            json.WriteNumber(name, number / 1.0000000000000000000000000000m);
        }
    }

    private static void Text(Utf8JsonWriter json, string name, string? value)
    {
        if (!string.IsNullOrEmpty(value))
        {
            json.WriteString(name, value);
        }
    }
}
