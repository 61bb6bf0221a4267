using System.Globalization;
using System.Text.RegularExpressions;
using FsCheck;
using FsCheck.Fluent;
using Prongsai.Domain.Analysis;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Rules;
using Prongsai.Domain.Tests.Assessment;

namespace Prongsai.Domain.Tests.Analysis;

/// <summary>What holds of every analysis: figures are drawn for all years, with scores missing at random and many of them full, as in real papers.</summary>
public sealed partial class WhateverTheFigures
{
    private static readonly Gen<decimal> Score = Gen.Frequency(
        (4, Gen.Constant(100m)),
        (4, Gen.Choose(9000, 9999).Select(n => n / 100m)),
        (3, Gen.Choose(5000, 9000).Select(n => n / 100m)),
        (1, Gen.Choose(0, 5000).Select(n => n / 100m)));

    private static readonly Gen<Figures> AnyFigures =
        from year in Gen.Elements(2563, 2564, 2566, 2567, 2568)
        from shape in Gen.Choose(0, 3)
        from scores in Score.ArrayOf(130)
        from coins in Gen.Choose(0, 9).ArrayOf(130)
        select Make(AdviceFiles.Rules(year), shape, scores, coins);

    /// <summary>Shape: 0 indicators only; 1 questions and items; 2 both; 3 some of everything.</summary>
    private static Figures Make(Rulebook rules, int shape, decimal[] scores, int[] coins)
    {
        var targets = new List<string>();
        if (shape is 0 or 2 or 3)
        {
            targets.AddRange(rules.Indicators.Select(i => Target.Indicator(i.No)));
        }
        if (shape is 1 or 2 or 3)
        {
            targets.AddRange(rules.Questions.Select(q => q.Code));
            targets.AddRange(rules.Items.Select(i => i.Code));
        }
        var drawn = targets.Select((t, k) => (Target: t, k)).Where(x => shape != 3 || coins[x.k] > 2)
            .ToDictionary(x => x.Target, x => rules.FindItem(x.Target) is null ? scores[x.k] : coins[x.k] > 1 ? 100m : 0m);
        return new Figures { Year = rules.Year, Scores = drawn };
    }

    /// <summary>Drawn once for all properties, anew in every run: verifying is what takes the time.</summary>
    private static readonly Lazy<IReadOnlyList<(Figures Figures, AnalysisResult Result)>> Drawn =
        new(() => [.. AnyFigures.Sample(100, 40).Select(f => (f, AdviceFiles.Analyse(f)))]);

    private static void Always(Action<Figures, AnalysisResult> holds)
    {
        foreach (var (figures, result) in Drawn.Value)
        {
            try
            {
                holds(figures, result);
            }
            catch (Exception e) when (e is Xunit.Sdk.IAssertionException)
            {
                var scores = string.Join(", ", figures.Scores.Select(s => string.Create(CultureInfo.InvariantCulture, $"{s.Key}={s.Value}")));
                Assert.Fail($"{figures.Year}: {scores}{Environment.NewLine}{e.Message}");
            }
        }
    }

    [Fact]
    public void Each_question_and_item_of_a_year_with_issues_is_used_once() => Always((figures, result) =>
    {
        var rules = AdviceFiles.Rules(figures.Year.Value);
        var codes = result.Issues.SelectMany(i => i.Rows.Select(r => r.Code)).ToList();
        Assert.Equal(codes.Count, codes.Distinct().Count());
        if (rules.Issues.Count > 0)
        {
            Assert.Equal(rules.Questions.Select(q => q.Code).Concat(rules.Items.Select(i => i.Code)).Order(), codes.Order());
        }
    });

    [Fact]
    public void A_score_below_a_threshold_is_named_in_the_flaw() => Always((_, result) =>
    {
        Assert.All(result.Issues, issue => Assert.All(
            issue.Rows.Where(r => r.Score < (r.Tool == "OIT" ? 100m : result.Thresholds.ImproveBelow)),
            row => Assert.Contains($"({row.Code})", issue.Flaw.Text, StringComparison.Ordinal)));
    });

    [Fact]
    public void What_should_not_happen_is_named_in_the_flaw_unless_it_scores_full() => Always((figures, result) =>
    {
        var reversed = AdviceFiles.Rules(figures.Year.Value).Questions.Where(q => q.Direction is Direction.Reversed).Select(q => q.Code).ToHashSet();
        Assert.All(result.Issues, issue => Assert.All(
            issue.Rows.Where(r => reversed.Contains(r.Code) && r.Score < 100m),
            row => Assert.Contains($"({row.Code})", issue.Flaw.Text, StringComparison.Ordinal)));
    });

    [Fact]
    public void Only_full_scores_and_the_best_are_to_be_kept() => Always((_, result) =>
    {
        Assert.All(result.Issues, issue => Assert.All(
            issue.Rows.Where(r => r.Score < result.Thresholds.StrongAtLeast && r.Score < issue.Rows.Max(x => x.Score)),
            row => Assert.DoesNotContain($"({row.Code})", issue.Keep.Text, StringComparison.Ordinal)));
    });

    [Fact]
    public void The_same_figures_give_the_same_words() => Always((figures, result) =>
        Assert.Equal(result.Drafts.Select(d => d.Key + d.Text), AdviceFiles.Analyse(figures).Drafts.Select(d => d.Key + d.Text)));

    [Fact]
    public void Keys_are_unique_and_no_text_is_empty() => Always((_, result) =>
    {
        var keys = result.Drafts.Select(d => d.Key).ToList();
        Assert.Equal(keys.Count, keys.Distinct().Count());
        Assert.All(result.Drafts, d => Assert.False(string.IsNullOrWhiteSpace(d.Text)));
    });

    [Fact]
    public void Every_figure_a_sentence_rests_on_is_a_figure_of_the_paper_or_follows_from_it() => Always((figures, result) =>
        Assert.All(result.Drafts.SelectMany(d => d.Sentences).SelectMany(s => s.Basis), basis =>
            Assert.True(figures[basis.Target] == basis.Score
                || result.Verification.Ranks.Any(r => Target.Indicator(r.Indicator) == basis.Target && r.Score == basis.Score)
                || (basis.Target == Target.Total && result.Verification.Total == basis.Score), basis.Target)));

    [Fact]
    public void Every_number_in_a_sentence_is_a_figure_it_rests_on_or_a_datum_it_names() => Always((figures, result) =>
        Assert.All(result.Drafts.SelectMany(d => d.Sentences), sentence =>
        {
            var known = sentence.Basis.Select(b => b.Score.ToString("0.00", CultureInfo.InvariantCulture)).Concat(sentence.Data.Select(d => d.Printed)).ToHashSet();
            Assert.All(Numbers(AdviceFiles.Rules(figures.Year.Value), sentence), number => Assert.True(known.Contains(number), $"{number} in: {sentence.Text}"));
        }));

    [Fact]
    public void No_sentence_stumbles() => Always((_, result) => Assert.All(result.Drafts.SelectMany(d => d.Sentences), s => ThaiProse.Holds(s.Text)));

    [Fact]
    public void No_text_says_one_thing_twice() => Always((_, result) =>
        Assert.All(result.Drafts, d => Assert.Equal(d.Sentences.Count, d.Sentences.Select(s => s.Text).Distinct().Count())));

    [Fact]
    public void What_must_be_mended_and_what_may_be_developed_are_advised_in_different_words() => Always((_, result) =>
        Assert.All(result.Issues, issue => Assert.Empty(
            issue.Flaw.Sentences.Select(s => s.AdviceId).OfType<string>().Intersect(issue.Develop.Sentences.Select(s => s.AdviceId).OfType<string>()))));

    [Fact]
    public void Seeds_hold_the_same()
    {
        foreach (var figures in new[] { Seeds.S0(AdviceFiles.Rules(2564)), Seeds.S2(AdviceFiles.Rules(2567)), Seeds.S3(AdviceFiles.Rules(2563)) })
        {
            var rules = AdviceFiles.Rules(figures.Year.Value);
            Assert.All(AdviceFiles.Analyse(figures).Drafts.SelectMany(d => d.Sentences), s =>
            {
                ThaiProse.Holds(s.Text);
                Assert.All(Numbers(rules, s), n => Assert.True(
                    s.Basis.Any(b => b.Score.ToString("0.00", CultureInfo.InvariantCulture) == n) || s.Data.Any(d => d.Printed == n), $"{n} in: {s.Text}"));
            });
        }
    }

    /// <summary>The numbers of a sentence of ours: not those of official names, codes, numbers of indicators and sub-indicators, or of a piece of advice.</summary>
    private static IEnumerable<string> Numbers(Rulebook rules, DraftSentence sentence)
    {
        if (sentence.AdviceId is not null)
        {
            return [];
        }
        var text = sentence.Text;
        foreach (var name in rules.Items.Select(i => i.Title).Concat(rules.Questions.Select(q => q.Text))
            .Concat(rules.Indicators.Select(i => $"ตัวชี้วัดที่ {i.No} {i.Name}"))
            .Concat(rules.Indicators.SelectMany(i => i.SubIndicators).Select(s => $"หมวด {s.No} "))
            .OrderByDescending(n => n.Length))
        {
            text = text.Replace(name, "", StringComparison.Ordinal);
        }
        return Number().Matches(Code().Replace(text, "")).Select(m => m.Value);
    }

    [GeneratedRegex(@"\b[ieO]\d{1,2}\b")]
    private static partial Regex Code();

    [GeneratedRegex(@"\d+(\.\d+)?")]
    private static partial Regex Number();
}
