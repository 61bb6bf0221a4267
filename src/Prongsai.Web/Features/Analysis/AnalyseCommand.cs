using System.Text.Json;
using System.Text.Json.Serialization;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Papers;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Features.Analysis;

/// <summary>Reads papers, verifies their figures and prints the analysis of each. Exit status 0, or 2 when a file gave no analysis. Needs no database.</summary>
internal sealed class AnalyseCommand : ICommand
{
    private static readonly JsonSerializerOptions Json = new()
    {
        WriteIndented = true,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    public string Name => "analyse";

    public string Help => "Analyse the results in papers: analyse FILE… [--json]";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var files = args.Where(a => !a.StartsWith("--", StringComparison.Ordinal)).ToArray();
        if (args.FirstOrDefault(a => a.StartsWith("--", StringComparison.Ordinal) && a != "--json") is { } unknown)
        {
            throw new UsageException($"\"{unknown}\" is not an option here; known is --json.");
        }
        if (files.Length == 0)
        {
            throw new UsageException("write at least one file, such as: analyse result.docx.");
        }
        var (rules, library) = (RulebookStore.Load(), AdviceStore.Load());
        var analyses = new List<AnalysisPrint>();
        var status = 0;
        foreach (var file in files)
        {
            var found = await Analyse(file, rules, library, stderr, stop);
            status = found.Count == 0 ? 2 : status;
            analyses.AddRange(found);
        }
        if (args.Contains("--json"))
        {
            await stdout.WriteLineAsync(JsonSerializer.Serialize(analyses.Select(a => a.ToJson()), Json));
            return status;
        }
        foreach (var analysis in analyses)
        {
            await analysis.Write(stdout);
        }
        return status;
    }

    private static async Task<List<AnalysisPrint>> Analyse(string file, RulebookSet rules, AdviceLibrary library, TextWriter stderr, CancellationToken stop)
    {
        var name = Path.GetFileName(file);
        if (!File.Exists(file))
        {
            await stderr.WriteLineAsync($"{name}: ไม่พบไฟล์นี้ โปรดตรวจสอบชื่อและตำแหน่งของไฟล์");
            return [];
        }
        await using var stream = File.OpenRead(file);
        var reading = PaperExtractor.Extract(await DocumentReader.Read(stream, name, stop: stop), rules.Current);
        foreach (var problem in reading.Problems)
        {
            await stderr.WriteLineAsync($"{name}: {problem.Message}");
        }
        var found = new List<AnalysisPrint>();
        foreach (var paper in reading.Papers)
        {
            if (RulesOf(paper, rules) is not { } rulebook)
            {
                await stderr.WriteLineAsync(paper.Year is { } year
                    ? $"{name}: ยังไม่มีหลักเกณฑ์ของปีงบประมาณ {year.Value} ในโปรแกรม จึงวิเคราะห์ส่วนที่ {paper.Part} ไม่ได้"
                    : $"{name}: ส่วนที่ {paper.Part} ไม่ระบุปีงบประมาณ จึงเลือกหลักเกณฑ์ไม่ได้ โปรดเพิ่มปีงบประมาณในเอกสารแล้วลองใหม่");
                continue;
            }
            var figures = PaperFigures.From(paper, rulebook);
            if (figures.Scores.Count == 0)
            {
                await stderr.WriteLineAsync($"{name}: ส่วนที่ {paper.Part} ไม่มีคะแนนที่จะวิเคราะห์ โปรดใช้เอกสารที่มีคะแนนตัวชี้วัด");
                continue;
            }
            found.Add(new AnalysisPrint(name, paper, Analyst.Analyse(Verifier.Verify(rulebook, figures), Thresholds.Default, library)));
        }
        return found;
    }

    private static Rulebook? RulesOf(Paper paper, RulebookSet rules) =>
        paper.Year is { Value: >= 2500 and <= 2700 } year ? rules.Find(new FiscalYear(year.Value)) : null;
}
