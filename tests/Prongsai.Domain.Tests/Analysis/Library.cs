using System.Text;
using Prongsai.Domain.Analysis;
using Prongsai.Domain.Tests.Rules;

namespace Prongsai.Domain.Tests.Analysis;

public sealed class Library
{
    public static TheoryData<int> Years => [.. RuleFiles.All.Years.Select(y => y.Value)];

    /// <summary>For each target and kind of the year: at least two pieces for a fault, one for a good score.</summary>
    [Theory, MemberData(nameof(Years))]
    public void Covers_every_kind_of_the_year(int year)
    {
        var rules = AdviceFiles.Rules(year);
        var kinds = rules.Indicators.Select(i => (Target: AdviceTarget.Indicator, Kind: i.Kind))
            .Concat(rules.Questions.Select(q => (Target: AdviceTarget.Question, Kind: q.Kind)))
            .Concat(rules.Items.SelectMany(i => i.AlsoKinds.Prepend(i.Kind)).Select(k => (Target: AdviceTarget.Item, Kind: k)))
            .Distinct().ToList();
        Assert.All(kinds, k =>
        {
            int Count(AdviceBand band, decimal score) => AdviceFiles.Library.For(k.Target, k.Kind, band, rules.Year, score).Select(p => p.Text).Distinct().Count();
            Assert.True(Count(AdviceBand.Fault, 50m) >= 2, $"{year} {k}: fault");
            Assert.True(Count(AdviceBand.Develop, 90m) >= 1, $"{year} {k}: develop");
            Assert.True(Count(AdviceBand.Keep, 100m) >= 1, $"{year} {k}: keep");
        });
        Assert.All(rules.Questions, q => Assert.NotNull(AdviceFiles.Library.TopicOf(q.Kind)));
    }

    [Fact]
    public void Speaks_of_no_kind_that_no_year_has()
    {
        var known = RuleFiles.All.Current.SelectMany(r => r.Indicators.Select(i => i.Kind)
            .Concat(r.Questions.Select(q => q.Kind)).Concat(r.Items.SelectMany(i => i.AlsoKinds.Prepend(i.Kind)))).ToHashSet();
        Assert.All(AdviceFiles.Library.Pieces, p => Assert.Contains(p.Kind, known));
        Assert.All(AdviceFiles.Library.Topics, t => Assert.Contains(t.Kind, known));
    }

    [Fact]
    public void Says_nothing_twice()
    {
        var texts = AdviceFiles.Library.Pieces.Select(p => p.Text).ToList();
        Assert.Equal(texts.Count, texts.Distinct().Count());
        // Nor nearly: the first 30 letters tell two pieces of one kind apart.
        Assert.All(AdviceFiles.Library.Pieces.GroupBy(p => (p.Target, p.Kind)),
            g => Assert.Equal(g.Count(), g.Select(p => p.Text[..Math.Min(30, p.Text.Length)]).Distinct().Count()));
    }

    [Fact]
    public void Is_written_in_official_Thai()
    {
        Assert.All(AdviceFiles.Library.Pieces, p =>
        {
            ThaiProse.Holds(p.Text);
            Assert.InRange(p.Text.Length, 40, 220);
            Assert.False(p.Text.Any(char.IsDigit), p.Text);
            Assert.Contains(new[] { "ควร", "ต้อง", "ให้" }, word => p.Text.Contains(word, StringComparison.Ordinal));
        });
        Assert.All(AdviceFiles.Library.Topics, t =>
        {
            ThaiProse.Holds(t.Name);
            ThaiProse.Holds(t.Good);
        });
    }

    [Fact]
    public void Names_what_should_not_happen_as_the_deed_itself()
    {
        // So that "การป้องกันมิให้มี…" and "…เป็นเรื่องที่ต้องไม่เกิดขึ้น" read as Thai.
        var reversed = RuleFiles.All.Current.SelectMany(r => r.Questions).Where(q => q.Direction is Domain.Rules.Direction.Reversed).Select(q => q.Kind).Distinct();
        Assert.All(reversed, kind => Assert.StartsWith("การ", AdviceFiles.Library.TopicOf(kind)!.Name, StringComparison.Ordinal));
    }

    [Fact]
    public void Copies_no_sentence_of_the_seeds()
    {
        var folder = Seeds();
        if (folder is null)
        {
            Assert.Skip("The seed papers are not beside this repository; set PRONGSAI_SEEDS to their folder to compare the advice with them.");
        }
        const int length = 40;
        var official = RuleFiles.All.Current.SelectMany(r => r.Items.Select(i => i.Title).Concat(r.Questions.Select(q => q.Text))).Select(Letters).ToList();
        var seeds = Directory.GetFiles(folder, "*.txt").Select(f => Letters(File.ReadAllText(f))).ToList();
        var grams = seeds.SelectMany(s => Enumerable.Range(0, Math.Max(0, s.Length - length)).Select(k => s.Substring(k, length))).ToHashSet();
        Assert.All(AdviceFiles.Library.Pieces, p =>
        {
            var text = Letters(p.Text);
            var copied = Enumerable.Range(0, Math.Max(0, text.Length - length + 1)).Select(k => text.Substring(k, length))
                .FirstOrDefault(g => grams.Contains(g) && !official.Any(o => o.Contains(g, StringComparison.Ordinal)));
            Assert.True(copied is null, $"{p.Id}: {copied}");
        });
    }

    [Fact]
    public void An_organisation_rewords_adds_and_hides_without_touching_the_original()
    {
        var before = AdviceFiles.Library.Pieces.Count;
        var own = new AdvicePiece("own-1", AdviceTarget.Item, "structure", [AdviceBand.Fault], " ให้งานการเจ้าหน้าที่ตรวจแผนผังทุกเดือน ", null, "เทศบาลตัวอย่าง");
        var changed = AdviceFiles.Library.With([
            new AdviceOverride.Reword("item-structure-1", "ข้อความของหน่วยงาน"),
            new AdviceOverride.Hide("item-structure-2"),
            new AdviceOverride.Add(own),
        ]).Value;
        var year = new FiscalYear(2568);
        Assert.Equal(["ข้อความของหน่วยงาน", "ให้งานการเจ้าหน้าที่ตรวจแผนผังทุกเดือน"], changed.For(AdviceTarget.Item, "structure", AdviceBand.Fault, year, 0m).Select(p => p.Text));
        Assert.Equal(before, AdviceFiles.Library.Pieces.Count);
        Assert.NotEqual("ข้อความของหน่วยงาน", AdviceFiles.Library.For(AdviceTarget.Item, "structure", AdviceBand.Fault, year, 0m)[0].Text);
    }

    [Fact]
    public void A_change_that_cannot_be_made_is_refused_by_name()
    {
        Assert.Equal(new AdviceIsNotKnown("nowhere"), AdviceFiles.Library.With([new AdviceOverride.Hide("nowhere")]).Refusal);
        Assert.Equal(new AdviceIsEmpty(), AdviceFiles.Library.With([new AdviceOverride.Reword("item-structure-1", " ")]).Refusal);
        Assert.Equal(new AdviceIdIsTaken("item-structure-1"), AdviceFiles.Library.With([new AdviceOverride.Add(AdviceFiles.Library.Pieces.First(p => p.Id == "item-structure-1"))]).Refusal);
    }

    [Theory]
    [InlineData("""{ "target": "item", "source": "t", "pieces": [{ "id": "a", "kind": "k", "bands": ["fault"], "txt": "ข้อความ" }] }""", "txt")]
    [InlineData("""{ "target": "item", "source": "t", "pieces": [{ "id": "a", "kind": "k", "bands": ["bad"], "text": "ข้อความ" }] }""", "bands")]
    [InlineData("""{ "target": "item", "source": "t", "pieces": [{ "id": "a", "kind": "k", "bands": [], "text": "ข้อความ" }] }""", "\"a\": bands is []")]
    [InlineData("""{ "target": "item", "source": "t", "pieces": [{ "id": "a", "kind": "k", "bands": ["fault"], "text": "ข้อความ " }] }""", "\"ข้อความ \"")]
    [InlineData("""{ "target": "item", "source": "t", "pieces": [{ "id": "a", "kind": "k", "bands": ["fault"], "text": "ข้อความ", "when": { "scoreBelow": 101 } }] }""", "101")]
    [InlineData("""{ "target": "item", "source": "t", "pieces": [{ "id": "a", "kind": "k", "bands": ["fault"], "text": "ข้อความ", "when": { "toYear": 2026 } }] }""", "2026")]
    [InlineData("""{ "target": "item", "source": "t", "pieces": [{ "id": "a", "kind": "k", "bands": ["fault"], "text": "ก" }, { "id": "a", "kind": "k", "bands": ["fault"], "text": "ข" }] }""", "\"a\" is already used")]
    public void A_mistake_in_a_file_names_the_file_and_the_value(string json, string named)
    {
        var reading = AdviceReader.Read("rules/advice", new Dictionary<string, byte[]>
        {
            ["topics.json"] = """{ "source": "t", "topics": [] }"""u8.ToArray(),
            ["items.json"] = Encoding.UTF8.GetBytes(json),
        });
        Assert.Null(reading.Library);
        var problem = Assert.Single(reading.Problems);
        Assert.Equal("rules/advice/items.json", problem.File);
        Assert.Contains(named, problem.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void A_library_without_topics_is_refused() =>
        Assert.Equal("rules/advice/topics.json", Assert.Single(AdviceReader.Read("rules/advice", new Dictionary<string, byte[]>()).Problems).File);

    internal static string Letters(string text) => new([.. text.Where(c => !char.IsWhiteSpace(c))]);

    internal static string? Seeds()
    {
        if (Environment.GetEnvironmentVariable("PRONGSAI_SEEDS") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }
        for (var d = new DirectoryInfo(AppContext.BaseDirectory); d is not null; d = d.Parent)
        {
            var beside = Path.Combine(d.FullName, "shared", "seeds");
            if (Directory.Exists(beside))
            {
                return beside;
            }
        }
        return null;
    }
}
