using System.Globalization;
using System.Numerics;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain.Rules;

namespace Prongsai.Bench.Fuzzing;

/// <summary>Every reader of papers and rules. What no reader may do: throw, take its time, or say nothing when it found nothing.</summary>
internal static class FuzzTargets
{
    private static readonly TimeSpan Quick = TimeSpan.FromSeconds(3);

    public static List<FuzzTarget> All(string root)
    {
        var years = Directory.EnumerateDirectories(Path.Combine(root, "rules", "ita")).Order(StringComparer.Ordinal);
        List<Rulebook> rules = [.. years.Select(year => RulebookReader.Read(
            "rules/ita/" + Path.GetFileName(year), RulebookReader.FileNames.Where(n => File.Exists(Path.Combine(year, n))).ToDictionary(n => n, n => File.ReadAllBytes(Path.Combine(year, n)), StringComparer.Ordinal)).OrThrow())];
        var (kept, small) = (FuzzCorpus.Kept(root, ".txt", ".md"), 4_000);
        var targets = new List<FuzzTarget>
        {
            new("text", [.. FuzzCorpus.Texts(), .. kept.Where(k => k.Length < small)], input => Paper(input, "paper.txt", null), small, Quick),
            new("csv", [.. FuzzCorpus.Tables(), .. FuzzCorpus.Kept(root, ".csv").Where(k => k.Length < small)], input => Paper(input, "paper.csv", null), small, Quick),
            new("html", FuzzCorpus.Pages(), input => Paper(input, "paper.html", null), small, Quick),
            new("docx", FuzzCorpus.WordPapers(), input => Paper(input, "paper.docx", null), 60_000, Quick),
            new("xlsx", FuzzCorpus.Spreadsheets(), input => Paper(input, "paper.xlsx", null), 60_000, Quick),
            new("xls", FuzzCorpus.Kept(root, ".xls"), input => Paper(input, "paper.xls", null), 120_000, Quick),
            new("extraction", [.. FuzzCorpus.Texts(), .. FuzzCorpus.Tables(), .. kept, .. FuzzCorpus.WordPapers()], input => Paper(input, "paper", rules), 40_000, TimeSpan.FromSeconds(8)),
            new("pdf", [.. FuzzCorpus.Kept(root, ".pdf").Where(k => k.Length < 400_000)], input => Paper(input, "paper.pdf", null), 400_000, TimeSpan.FromSeconds(12)),
        };
        foreach (var name in RulebookReader.FileNames)
        {
            var files = RulebookReader.FileNames.ToDictionary(n => n, n => File.ReadAllBytes(Path.Combine(root, "rules", "ita", "2568", n)), StringComparer.Ordinal);
            targets.Add(new FuzzTarget("rulebook-" + Path.GetFileNameWithoutExtension(name), [files[name]], input => Task.FromResult(Rules(files, name, input)), 400_000, Quick));
        }
        return targets;
    }

    private static async Task<string> Paper(byte[] input, string name, List<Rulebook>? rules)
    {
        var document = await DocumentReader.Read(input, name);
        if (document.Blocks.Count == 0 && document.Problems.Count == 0)
        {
            throw new InvalidOperationException("Nothing was read and nothing was said.");
        }
        var problems = string.Join(' ', document.Problems.Select(p => p.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal));
        var tables = document.Blocks.Count(b => b.GetType().Name.Contains("Table", StringComparison.Ordinal));
        var kind = string.Create(CultureInfo.InvariantCulture, $"{document.Format} {problems} {BitOperations.Log2((uint)document.Blocks.Count + 1)} {BitOperations.Log2((uint)tables + 1)}");
        if (rules is null)
        {
            return kind;
        }
        var reading = PaperExtractor.Extract(document, rules);
        return string.Create(CultureInfo.InvariantCulture, $"{kind} {reading.Papers.Count} {string.Join(' ', reading.Problems.Select(p => p.Code).Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal))}");
    }

    private static string Rules(Dictionary<string, byte[]> files, string name, byte[] input)
    {
        var reading = RulebookReader.Read("rules/ita/2568", new Dictionary<string, byte[]>(files, StringComparer.Ordinal) { [name] = input });
        if (reading.Rulebook is null && reading.Problems.Count == 0)
        {
            throw new InvalidOperationException("The rulebook was refused and nothing was said.");
        }
        return reading.Rulebook is null ? new string([.. reading.Problems[0].Text.Where(c => !char.IsAsciiDigit(c)).Take(60)]) : "read";
    }
}
