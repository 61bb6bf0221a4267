using Prongsai.Domain.Analysis;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;
using Prongsai.Domain.Tests.Rules;

namespace Prongsai.Domain.Tests.Analysis;

/// <summary>The advice library of the repository, and analyses made with it.</summary>
internal static class AdviceFiles
{
    public static string Root { get; } = Path.Combine(RuleFiles.Root, "..", "advice");

    public static AdviceLibrary Library { get; } = AdviceReader.Read("rules/advice", Bytes()).OrThrow();

    public static Dictionary<string, byte[]> Bytes() => Directory.GetFiles(Root, "*.json").ToDictionary(p => Path.GetFileName(p)!, File.ReadAllBytes);

    public static AnalysisResult Analyse(Figures figures, Thresholds? thresholds = null) =>
        Analyst.Analyse(Verifier.Verify(RuleFiles.All.Find(figures.Year)!, figures), thresholds ?? Thresholds.Default, Library);

    public static AnalysisResult Analyse(int year, params (string Target, decimal Score)[] scores) =>
        Analyse(new Figures { Year = new FiscalYear(year), Scores = scores.ToDictionary(s => s.Target, s => s.Score) });

    public static Rulebook Rules(int year) => RuleFiles.All.Find(new FiscalYear(year))!;
}
