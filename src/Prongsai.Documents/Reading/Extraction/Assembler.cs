using Prongsai.Domain;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>Makes papers of what was found: by organisation, then by year.</summary>
internal static class Assembler
{
    private const int EnoughIndicators = 5;

    public static IReadOnlyList<Paper> Papers(string file, IReadOnlyList<Node> nodes, Material material, Lexicon lexicon)
    {
        var mentions = Organisations.Find(nodes);
        if (mentions.Count == 0)
        {
            mentions = OtherOrganisations.Find(nodes);
        }
        var years = Years.Find(nodes);
        var papers = new List<Paper>();
        var rolled = material.Findings.Where(f => f.Organisation is not null).GroupBy(f => f.Organisation!).ToList();
        var single = rolled.Count == 1 ? rolled[0].Key : null;
        var own = material.Findings.Where(f => f.Organisation is null || f.Organisation == single).ToList();
        var rolledNodes = material.Findings.Where(f => f.Organisation is not null).Select(f => f.Node).ToHashSet();
        if (rolled.Count > 1)
        {
            foreach (var group in rolled)
            {
                var findings = group.ToList();
                foreach (var year in ByYear(findings, years, findings[0].Node, null, file))
                {
                    papers.Add(RollUpPaper(group.Key, year.Year, year.Findings, lexicon, material));
                }
            }
        }
        var ownMentions = mentions.Where(m => rolled.Count < 2 || !rolledNodes.Contains(m.Node)).ToList();
        foreach (var section in Partition.Of(nodes, material, ownMentions))
        {
            var part = new Part(section, [.. own.Where(f => section.Has(f.Node))], [.. material.Measures.Found.Where(m => section.Has(m.Node))]);
            if (rolled.Count > 1 && part.Measures.Count == 0 && part.Findings.Count(f => f.About == About.Indicator) < EnoughIndicators)
            {
                // The covering text of a roll-up is no paper of its own.
                continue;
            }
            papers.AddRange(SectionPapers(file, nodes, part, material, ownMentions, years, lexicon, single));
        }
        return [.. papers.Select((p, i) => p with { Part = Outline.Number(i + 1) })];
    }

    private sealed record Part(Section Section, IReadOnlyList<Finding> Findings, IReadOnlyList<(GrowingMeasure Measure, int Node)> Measures);

    private static IEnumerable<Paper> SectionPapers(string file, IReadOnlyList<Node> nodes, Part part, Material material, IReadOnlyList<OrganisationMention> mentions, IReadOnlyList<YearMention> allYears, Lexicon lexicon, string? single)
    {
        var section = part.Section;
        var years = allYears.Where(y => section.Has(y.Node)).ToList();
        var own = mentions.Where(m => section.Has(m.Node)).ToList();
        var kind = Kinds.Of(nodes, section, part.Findings, part.Measures, material);
        var issueTexts = material.Issues.Found.Where(i => section.Has(i.Node)).Select(i => i.Text).ToList();
        var advice = material.Advice.Where(a => section.Has(a.Node)).Select(a => a.Advice).ToList();
        if (part.Findings.Count == 0 && part.Measures.Count == 0 && issueTexts.Count == 0 && advice.Count == 0 && kind.Length == 0)
        {
            yield break;
        }
        var problems = new List<ReadProblem>();
        var scored = part.Findings.Any(f => f.About is About.Indicator or About.Total or About.Question or About.Item or About.Tool);
        var measuresYear = MeasuresYear(years);
        var groups = ByYear(part.Findings, years, part.Findings.Where(f => f.About is About.Indicator or About.Total).Select(f => (int?)f.Node).Min() ?? section.First, scored ? null : measuresYear, file).ToList();
        var main = groups[0];
        var organisations = Named(own, single, problems);
        if (organisations.Count == 0)
        {
            problems.Add(ReadingProblems.NoOrganisation());
        }
        var year = main.Year;
        if (year is null)
        {
            problems.Add(ReadingProblems.NoYear());
        }
        else if (year.Confidence < 0.2)
        {
            problems.Add(ReadingProblems.YearFromFileName(year.Value));
        }
        var paper = Scored(main.Findings, year, lexicon, problems);
        if (!scored)
        {
            problems.Add(part.Measures.Count > 0 ? ReadingProblems.NoScores() : ReadingProblems.NoFigures());
        }
        problems.AddRange(material.Issues.Problems.Where(p => part.Section.Has(nodes.Count > 0 ? NodeOf(p, material) : 0)));
        var measures = part.Measures.Select(m => Measures.Make(m.Measure, measuresYear ?? year?.Value)).ToList();
        CheckDates(measures, measuresYear, problems);
        problems.AddRange(material.State.Problems);
        yield return paper with
        {
            Kind = kind.Length > 0 ? kind : scored ? "result" : "measures-plan",
            Organisations = organisations,
            Measures = measures,
            Advice = advice,
            IssueTexts = issueTexts,
            Problems = [.. problems.DistinctBy(p => (p.Code, p.Message))],
        };
        foreach (var other in groups.Skip(1))
        {
            var otherProblems = new List<ReadProblem>();
            yield return Scored(other.Findings, other.Year, lexicon, otherProblems) with { Kind = "result", Organisations = organisations, Problems = otherProblems };
        }
    }

    private static int NodeOf(ReadProblem problem, Material material) =>
        material.Issues.Found.FirstOrDefault(i => problem.Message.Contains(i.Text.IssueName, StringComparison.Ordinal)).Node;

    private static Paper RollUpPaper(string organisation, Printed<int>? year, IReadOnlyList<Finding> findings, Lexicon lexicon, Material material)
    {
        var problems = new List<ReadProblem>();
        if (year is null)
        {
            problems.Add(ReadingProblems.NoYear());
        }
        var rows = findings.Select(f => (f.At.Sheet, f.At.Table, f.At.Row, f.Node)).ToHashSet();
        var paper = Scored(findings, year, lexicon, problems);
        problems.AddRange(material.State.Problems.Where(p => p.At is { } at && rows.Any(r => r.Sheet == at.Sheet && r.Table == at.Table && r.Row == at.Row)));
        return paper with
        {
            Kind = "result",
            Organisations = [new NamedOrganisation(organisation, 1, findings[0].At)],
            Problems = problems,
        };
    }

    /// <summary>The figures of one organisation and one year.</summary>
    private static Paper Scored(IReadOnlyList<Finding> findings, Printed<int>? year, Lexicon lexicon, List<ReadProblem> problems)
    {
        if (year is { } known && lexicon.Exact(known.Value) is null && lexicon.Nearest(known.Value) is { } nearest)
        {
            problems.Add(ReadingProblems.NoRulebook(known.Value, nearest.Year.Value));
        }
        var total = findings.Where(f => f.About == About.Total).OrderByDescending(f => f.Confidence).ThenBy(f => f.Node).FirstOrDefault();
        var level = findings.Where(f => f.About == About.Level).OrderByDescending(f => f.Confidence).ThenBy(f => f.Node).FirstOrDefault();
        if (total is not null && findings.FirstOrDefault(f => f.About == About.Total && f.Confidence >= 0.75 && total.Confidence - f.Confidence < 0.15 && f.Score != total.Score) is { } otherTotal)
        {
            problems.Add(ReadingProblems.Disagree("คะแนนรวม", total.Score!.Value, otherTotal.Score!.Value, otherTotal.At));
        }
        return new Paper
        {
            Part = "1",
            Kind = string.Empty,
            Organisations = [],
            Year = year,
            Total = total is null ? null : new Printed<decimal>(total.Score!.Value, total.At, total.Confidence),
            Level = level is null ? null : new Printed<string>(level.Text, level.At, level.Confidence),
            Tools = findings.Where(f => f.About == About.Tool).GroupBy(f => f.Tool)
                .ToDictionary(g => g.Key, g => g.MaxBy(f => (f.Seen == Seen.Table, f.Confidence))!, StringComparer.Ordinal)
                .ToDictionary(g => g.Key, g => new Printed<decimal>(g.Value.Score!.Value, g.Value.At, g.Value.Confidence), StringComparer.Ordinal),
            Indicators = Coded.Indicators(findings, year?.Value, lexicon, problems),
            Questions = Coded.Questions(findings, year?.Value, lexicon, problems),
            Items = Coded.Items(findings, year?.Value, lexicon, problems),
        };
    }

    /// <summary>
    /// Findings by year, the paper's own year first. Tables that say years themselves, and two full tables that contradict each other under
    /// headings of different years, give more than one.
    /// </summary>
    private static IEnumerable<(Printed<int>? Year, IReadOnlyList<Finding> Findings)> ByYear(IReadOnlyList<Finding> findings, IReadOnlyList<YearMention> years, int firstFigure, int? fallback, string file)
    {
        var dated = DateTables(findings, years);
        var main = ResultYear(dated, years, firstFigure, fallback, file);
        var tagged = dated.Where(f => f.Year is not null && f.Seen == Seen.Table && f.About is About.Indicator or About.Total or About.Tool).Select(f => f.Year!.Value).Distinct().ToList();
        var untagged = dated.Count(f => f.Year is null && f.About == About.Indicator);
        if (tagged.Count > 0 && untagged < EnoughIndicators && (main is null || !tagged.Contains(main.Value)))
        {
            // All the figures stand under years: the latest is the paper's own unless the text says another of them.
            var latest = tagged.Where(t => Enough(dated.Where(f => f.Year == t))).DefaultIfEmpty(tagged.Max()).Max();
            main = new Printed<int>(latest, dated.First(f => f.Year == latest).At, 0.7);
        }
        yield return (main, [.. dated.Where(f => f.Year is null || f.Year == main?.Value)]);
        foreach (var year in tagged.Where(t => t != main?.Value).Order())
        {
            var own = dated.Where(f => f.Year == year).ToList();
            if (Enough(own))
            {
                yield return (new Printed<int>(year, own[0].At, 0.9), own);
            }
        }
    }

    private static bool Enough(IEnumerable<Finding> findings)
    {
        var table = findings.Where(f => f.Seen == Seen.Table).ToList();
        return table.Where(f => f.About == About.Indicator).Select(f => f.Number).Distinct().Count() >= EnoughIndicators || (table.Any(f => f.About == About.Total) && (table.Any(f => f.Organisation is not null) || table.Count(f => f.About == About.Tool) >= 2));
    }

    private static IReadOnlyList<Finding> DateTables(IReadOnlyList<Finding> findings, IReadOnlyList<YearMention> years)
    {
        var tables = findings.Where(f => f is { About: About.Indicator, Year: null, Organisation: null, Seen: not Seen.Prose }).GroupBy(f => f.Node)
            .Where(g => g.Select(f => f.Number).Distinct().Count() >= EnoughIndicators).OrderBy(g => g.Key).ToList();
        if (tables.Count < 2)
        {
            return findings;
        }
        var local = tables.ToDictionary(t => t.Key, t => years.Where(y => y.Node <= t.Key && t.Key - y.Node <= 12 && y.Of != YearOf.Measures).OrderByDescending(y => y.Node).FirstOrDefault()?.Year);
        var conflict = tables.SelectMany(a => tables.Where(b => b.Key > a.Key).Select(b => (A: a, B: b)))
            .Any(p => local[p.A.Key] != local[p.B.Key] && p.A.Count(x => p.B.Any(y => y.Number == x.Number && y.Score != x.Score)) >= 3);
        if (!conflict)
        {
            return findings;
        }
        return [.. findings.Select(f => f.Year is null && f.About is About.Indicator or About.Total or About.Tool or About.Level && NearTable(f, local) is { } year ? f with { Year = year, Seen = f.About == About.Indicator ? Seen.Table : f.Seen } : f)];
    }

    // A total or a level belongs to the table it stands before, as headings do.
    private static int? NearTable(Finding finding, Dictionary<int, int?> local)
    {
        if (local.TryGetValue(finding.Node, out var own))
        {
            return own;
        }
        var next = local.Where(l => l.Key >= finding.Node && l.Key - finding.Node <= 8).OrderBy(l => l.Key).Select(l => l.Value).FirstOrDefault();
        return next ?? local.Where(l => l.Key < finding.Node && finding.Node - l.Key <= 4).OrderByDescending(l => l.Key).Select(l => l.Value).FirstOrDefault();
    }

    private static Printed<int>? ResultYear(IReadOnlyList<Finding> findings, IReadOnlyList<YearMention> years, int firstFigure, int? fallback, string file)
    {
        if (fallback is { } measures)
        {
            var from = years.First(y => y.Year == measures);
            return new Printed<int>(measures, from.At with { Text = from.Text }, 0.9);
        }
        var letters = findings.FirstOrDefault(f => f.About == About.Level) is { } level ? level.Text.All(char.IsAsciiLetter) : (bool?)null;
        var weighed = years.Where(y => y.Of == YearOf.Result).Select(y => y with
        {
            Weight = y.Weight * (y.Node <= firstFigure && firstFigure - y.Node <= 8 ? 1.6 : 1) * (letters is { } l && l == (y.Year > 2565) ? 0.75 : 1),
        }).ToList();
        var best = Years.Ranked(weighed).FirstOrDefault();
        if (best.First is null)
        {
            best = Years.Ranked(years.Where(y => y.Of == YearOf.Other)).FirstOrDefault();
        }
        if (best.First is null)
        {
            best = Years.Ranked(years).FirstOrDefault();
        }
        if (best.First is { } first)
        {
            var all = weighed.Sum(w => w.Weight);
            return new Printed<int>(best.Year, first.At with { Text = first.Text }, all > 0 ? Math.Clamp(best.Weight / all, 0.4, 1) : 0.4);
        }
        return Years.InFileName(file) is { } named ? new Printed<int>(named, new Place { Text = file }, 0.1) : null;
    }

    /// <summary>The year the measures are for: of the words for measures first, then of any.</summary>
    internal static int? MeasuresYear(IReadOnlyList<YearMention> years)
    {
        foreach (var of in (YearOf[])[YearOf.Measures, YearOf.Other, YearOf.Result])
        {
            if (Years.Ranked(years.Where(y => y.Of == of && y.Weight >= 0.5)).FirstOrDefault() is { First: not null } best)
            {
                return best.Year;
            }
        }
        return years.Count > 0 ? years[0].Year : null;
    }

    private static List<NamedOrganisation> Named(List<OrganisationMention> mentions, string? single, List<ReadProblem> problems)
    {
        var named = mentions.GroupBy(m => m.Name).Select(g => new NamedOrganisation(g.Key, g.Count(), g.First().At))
            .OrderByDescending(n => n.Count).ToList();
        if (named.Count == 0 && single is not null)
        {
            return [new NamedOrganisation(single, 1, new Place { Text = single })];
        }
        var own = mentions.GroupBy(m => m.Own).ToList();
        if (own.Count > 1 && own.Count <= 8)
        {
            problems.Add(ReadingProblems.SeveralNames(string.Join(", ", own.OrderByDescending(g => g.Count()).Select(g => g.First().Name))));
        }
        return named;
    }

    private static void CheckDates(IReadOnlyList<ReadMeasure> measures, int? measuresYear, List<ReadProblem> problems)
    {
        if (measuresYear is not (>= 2500 and <= 2700))
        {
            return;
        }
        var year = new FiscalYear(measuresYear.Value);
        foreach (var measure in measures)
        {
            foreach (var step in measure.ResultSteps.Where(s => s.Date is { } day && !year.Contains(day)))
            {
                problems.Add(ReadingProblems.OutsideYear(step.DateText!, year.Value, measure.At));
            }
        }
    }
}
