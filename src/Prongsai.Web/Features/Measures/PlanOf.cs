using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Domain.Measures;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Measures;

/// <summary>Units and people of the organisation by what they are called; also those no longer active, for measures that name them.</summary>
internal sealed record House(IReadOnlyList<Unit> Units, IReadOnlyList<Person> People)
{
    public IReadOnlyList<Choice> UnitChoices => [.. Units.Where(u => u.Active).Select(u => new Choice(u.Id.ToString(), u.Name))];

    public IReadOnlyList<Choice> PersonChoices => [.. People.Where(p => p.Active).Select(p => new Choice(p.Id.ToString(), p.Position, Units.FirstOrDefault(u => u.Id == p.UnitId)?.Name))];

    public IReadOnlyList<(Guid Id, string Name)> ActiveUnits => [.. Units.Where(u => u.Active).Select(u => (u.Id, u.Name))];

    public string NameOf(Guid id) => Units.FirstOrDefault(u => u.Id == id)?.Name ?? People.FirstOrDefault(p => p.Id == id)?.Position ?? "–";

    public string Names(IEnumerable<Guid> ids) => string.Join(", ", ids.Select(NameOf));
}

/// <summary>Words that forms of measures share.</summary>
internal static class PlanWords
{
    public static IReadOnlyList<Choice> FollowUps { get; } = [.. Enum.GetValues<FollowUp>().Select(f => new Choice(f.ToString(), CarryOver.FollowUpName(f)))];
}

/// <summary>A year's plan as it stands: its measures, the rules of the year, the analysis of the result before it, and what is covered.</summary>
internal sealed record PlanNow(FiscalYear Year, IReadOnlyList<PlannedMeasure> Measures, Rulebook Rules, AnalysisResult? Analysis, House House, Coverage Coverage)
{
    /// <summary>What an answer is called, with the score of the result where there is one.</summary>
    public string NameOf(Answer answer) => Aims.Of(answer, Rules) is not { } aim
        ? $"{answer.Kind} (ไม่มีในหลักเกณฑ์ปีนี้)"
        : ScoreOf(answer) is { } score ? $"{aim.Name} ({Platform.Words.Numbers.Score(score)})" : aim.Name;

    public decimal? ScoreOf(Answer answer) =>
        Analysis is null ? null : Aims.Of(answer, Analysis.Verification.Rulebook, Analysis.Verification.Figures)?.Score;
}

/// <summary>Puts plans together, and prints them for other areas.</summary>
internal sealed class PlanOf(AppDbContext db, RulebookSet rules, IYearAnalyses analyses, MeasureLibrary shipped) : IUseCase, IPlannedMeasures
{
    public async Task<PlanNow> Of(FiscalYear year, CancellationToken stop)
    {
        var measures = await db.Measures.AsNoTracking().Include(m => m.Steps).Where(m => m.Year == year).OrderBy(m => m.Number).ToListAsync(stop);
        var (planRules, analysis) = (RulesOf(year), await analyses.Of(year.Previous, stop));
        var coverage = Coverage.Of([.. measures.Select(m => m.ToMeasure().Answers)], planRules, analysis);
        return new(year, measures, planRules, analysis, await House(stop), coverage);
    }

    /// <summary>The rules of the year, or the latest there are when its own are not published yet.</summary>
    public Rulebook RulesOf(FiscalYear year) => rules.Find(year) ?? rules.Current[^1];

    public async Task<House> House(CancellationToken stop) => new(
        await db.Units.AsNoTracking().OrderBy(u => u.Sort).ThenBy(u => u.Name).ToListAsync(stop),
        await db.People.AsNoTracking().OrderBy(p => p.Sort).ThenBy(p => p.Position).ToListAsync(stop));

    /// <summary>The library of the product with the organisation's own measures.</summary>
    public async Task<MeasureLibrary> Library(CancellationToken stop) =>
        shipped.With((await db.OwnLibraryMeasures.AsNoTracking().Where(m => m.HiddenAt == null).OrderBy(m => m.CreatedAt).ToListAsync(stop)).Select(m => m.Content));

    public async Task<IReadOnlyList<MeasureOnPaper>> OnPaper(FiscalYear year, CancellationToken stop)
    {
        var measures = await db.Measures.AsNoTracking().Include(m => m.Steps).Where(m => m.Year == year).OrderBy(m => m.Number).ToListAsync(stop);
        var house = measures.Count == 0 ? new House([], []) : await House(stop);
        return [.. measures.Select(m => m.ToMeasure()).Select(m => new MeasureOnPaper(
            m.Title,
            [.. m.Guideline.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)],
            [.. m.Steps.Select(s => s.Text)],
            string.Join(" ", m.UnitIds.Concat(m.PersonIds).Select(house.NameOf)),
            CarryOver.Period(m.From, m.Until),
            [.. m.FollowUps.Select(f => f is FollowUp.Monthly ? "รายงานในที่ประชุมประจำเดือน" : "รายงานผล" + CarryOver.FollowUpName(f))]))];
    }

    public async Task<IReadOnlyList<PlannedAim>> Aims(FiscalYear year, CancellationToken stop) =>
        [.. (await db.Measures.AsNoTracking().Where(m => m.Year == year).OrderBy(m => m.Number).Select(m => new { m.Id, m.Number, m.Title, m.LibraryId, m.Answers }).ToListAsync(stop))
            .Select(m => new PlannedAim(m.Id, m.Number, m.Title, m.LibraryId, [.. m.Answers.Select(Answer.Parse).OfType<Answer>()]))];
}
