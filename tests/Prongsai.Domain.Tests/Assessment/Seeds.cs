using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Tests.Assessment;

/// <summary>The figures of three published results (domain/ita.md 8): S0 of 2564, S2 of 2567, S3 of 2563. Figures only.</summary>
internal static class Seeds
{
    public static Figures S0(Rulebook rules) => Books.Figures(rules, "c",
        ("ind1", 87.73m), ("ind2", 80.03m), ("ind3", 80.37m), ("ind4", 76.14m), ("ind5", 73.66m),
        ("ind6", 95.82m), ("ind7", 96.75m), ("ind8", 95.65m), ("ind9", 53.56m), ("ind10", 31.25m), ("total", 69.66m));

    public static Figures S3(Rulebook rules) => Books.Figures(rules, null,
        ("ind1", 85.31m), ("ind2", 85.11m), ("ind3", 83.18m), ("ind4", 73.88m), ("ind5", 81.07m),
        ("ind6", 85.88m), ("ind7", 74.69m), ("ind8", 78.68m), ("ind9", 36.97m), ("ind10", 37.50m), ("total", 63.33m));

    /// <summary>All 24 questions, and the items printed under their own code (O25 is not).</summary>
    public static Figures S2(Rulebook rules)
    {
        var scores = new Dictionary<string, decimal>(StringComparer.Ordinal)
        {
            ["ind1"] = 99.19m,
            ["ind2"] = 97.42m,
            ["ind3"] = 99.59m,
            ["ind4"] = 99.59m,
            ["ind5"] = 99.32m,
            ["ind6"] = 99.35m,
            ["ind7"] = 99.84m,
            ["ind8"] = 99.67m,
            ["ind9"] = 100m,
            ["ind10"] = 100m,
            ["total"] = 99.59m,
        };
        decimal[] i = [98.78m, 98.78m, 100m, 98.78m, 94.29m, 99.18m, 99.18m, 99.59m, 100m, 99.59m, 99.18m, 100m, 100m, 98.37m, 99.59m];
        decimal[] e = [99.56m, 99.50m, 100m, 100m, 100m, 99.50m, 99.50m, 99.50m, 100m];
        for (var n = 0; n < i.Length; n++)
        {
            scores[$"i{n + 1}"] = i[n];
        }
        for (var n = 0; n < e.Length; n++)
        {
            scores[$"e{n + 1}"] = e[n];
        }
        for (var n = 1; n <= 35; n++)
        {
            if (n != 25)
            {
                scores[$"O{n}"] = 100m;
            }
        }
        return new() { Year = rules.Year, Scores = scores, Level = "“ระดับผ่านดีเยี่ยม”" };
    }
}
