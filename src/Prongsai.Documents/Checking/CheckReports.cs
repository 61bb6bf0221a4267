using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Prongsai.Documents.Reading.Reports;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Checking;

/// <summary>What was read from one file, and what the check found in it.</summary>
public sealed record CheckedFile(PaperReading Reading, IReadOnlyList<CheckFinding> Findings)
{
    /// <summary>0 nothing above info, 1 findings, 2 could not be read or is not about ITA.</summary>
    public int ExitStatus => Reading.Papers.Count == 0 ? 2 : Findings.Any(f => f.Severity is not ProblemSeverity.Info) ? 1 : 0;
}

/// <summary>
/// The JSON of <c>prongsai check --json</c>: one array of findings for all files. Its shape is a promise (docs/cli.md, docs/check.schema.json):
/// members are never renamed or removed.
/// </summary>
public static class CheckJson
{
    private static readonly JsonWriterOptions Options = new() { Indented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>Writes the array as UTF-8.</summary>
    public static byte[] Write(IEnumerable<CheckedFile> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        using var bytes = new MemoryStream();
        using (var json = new Utf8JsonWriter(bytes, Options))
        {
            json.WriteStartArray();
            foreach (var (file, finding) in files.SelectMany(f => f.Findings.Select(x => (f.Reading.File, x))))
            {
                json.WriteStartObject();
                json.WriteString("severity", finding.Severity switch { ProblemSeverity.Error => "error", ProblemSeverity.Warning => "warning", _ => "info" });
                json.WriteString("rule", finding.Rule);
                json.WriteString("message", finding.Message);
                json.WritePropertyName("at");
                AssessJson.Place(json, finding.At);
                json.WriteString("suggestion", finding.Suggestion);
                json.WriteString("why", finding.Why);
                if (finding.AlsoAt.Count > 0)
                {
                    json.WriteStartArray("alsoAt");
                    foreach (var place in finding.AlsoAt)
                    {
                        AssessJson.Place(json, place);
                    }
                    json.WriteEndArray();
                }
                json.WriteString("file", file);
                json.WriteEndObject();
            }
            json.WriteEndArray();
        }
        return bytes.ToArray();
    }
}

/// <summary>The readable form of what the check found.</summary>
public static class CheckText
{
    public static void Write(TextWriter to, CheckedFile file)
    {
        ArgumentNullException.ThrowIfNull(to);
        ArgumentNullException.ThrowIfNull(file);
        var errors = file.Findings.Count(f => f.Severity is ProblemSeverity.Error);
        var warnings = file.Findings.Count(f => f.Severity is ProblemSeverity.Warning);
        to.WriteLine(file.Findings.Count == 0
            ? $"{file.Reading.File}: ไม่พบข้อผิดพลาด"
            : string.Create(CultureInfo.InvariantCulture, $"{file.Reading.File}: ผิดพลาด {errors} โปรดตรวจ {warnings} หมายเหตุ {file.Findings.Count - errors - warnings}"));
        to.WriteLine();
        foreach (var finding in file.Findings)
        {
            to.WriteLine($"  {finding.Severity switch { ProblemSeverity.Error => "ผิดพลาด", ProblemSeverity.Warning => "โปรดตรวจ", _ => "หมายเหตุ" }}: {finding.Message}  [{finding.Rule}]");
            var where = AssessText.Where(finding.At);
            if (where.Length > 0 || finding.At.Text is { Length: > 0 })
            {
                to.WriteLine($"    พบที่ {where}{(finding.At.Text is { Length: > 0 } text ? $" “{text.ReplaceLineEndings(" ")}”" : string.Empty)}{(finding.AlsoAt.Count > 0 ? string.Create(CultureInfo.InvariantCulture, $" และอีก {finding.AlsoAt.Count} แห่ง") : string.Empty)}");
            }
            to.WriteLine($"    เหตุผล {finding.Why}");
            to.WriteLine($"    แนะนำ {finding.Suggestion}");
            to.WriteLine();
        }
    }
}
