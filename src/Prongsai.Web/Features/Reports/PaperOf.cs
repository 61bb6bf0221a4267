using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Domain.Rules;
using Prongsai.Web.Features.Reports.Data;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Reports;

/// <summary>A form to choose, the ones usual for the year first.</summary>
internal sealed record LayoutChoice(string Id, int Version, string Name, bool IsUsual);

/// <summary>A paper as it would be issued now, and how many measures it holds.</summary>
internal sealed record MadePaper(Document Document, LayoutChoice Layout, int Measures);

/// <summary>A text of the result report that a person may reword.</summary>
internal sealed record EditableText(string Key, string Name, string Text, bool IsOwn);

/// <summary>The plan and the result report of a year, made from the data of this moment.</summary>
internal sealed class PaperOf(
    AppDbContext db,
    IPlannedMeasures planned,
    IMeasureResults results,
    IYearAnalyses analyses,
    RulebookSet rules,
    CurrentOrganisation organisation,
    IReadOnlyList<MeasuresPlanLayout> planLayouts,
    IReadOnlyList<ResultReportLayout> resultLayouts,
    TimeProvider clock) : IUseCase
{
    /// <summary>The newest version of every form of the kind.</summary>
    public IReadOnlyList<LayoutChoice> Layouts(PaperKind kind, FiscalYear year)
    {
        var all = kind is PaperKind.MeasuresPlan
            ? planLayouts.Select(l => new LayoutChoice(l.Id, l.Version, l.Name, l.IsUsualFor(year.Previous)))
            : resultLayouts.Select(l => new LayoutChoice(l.Id, l.Version, l.Name, l.IsUsualFor(year.Previous)));
        return [.. all.GroupBy(l => l.Id, StringComparer.Ordinal).Select(g => g.MaxBy(l => l.Version)!).OrderByDescending(l => l.IsUsual).ThenBy(l => l.Id, StringComparer.Ordinal)];
    }

    /// <summary>An unknown or missing layout takes the one usual for the year.</summary>
    public async Task<MadePaper> Of(PaperKind kind, FiscalYear year, string? layoutId, DigitStyle digits, CancellationToken stop)
    {
        var choices = Layouts(kind, year);
        var choice = choices.FirstOrDefault(l => l.Id == layoutId) ?? choices[0];
        if (kind is PaperKind.MeasuresPlan)
        {
            var card = organisation.Card;
            var measures = await planned.OnPaper(year, stop);
            var plan = new MeasuresPlan
            {
                Organisation = new OrganisationOnPaper(card.Name, card.District, card.Province),
                Year = year,
                Measures = measures,
                Signatories = await Signatories(stop),
                Digits = digits,
                Font = card.PaperFont,
                WrittenAt = clock.GetUtcNow(),
            };
            return new(MeasuresPlanForm.Build(plan, planLayouts.Single(l => l.Id == choice.Id && l.Version == choice.Version)), choice, measures.Count);
        }
        var (report, layout) = await Report(year, choice, digits, stop);
        return new(ResultReportForm.Build(report, layout), choice, report.Results.Count);
    }

    /// <summary>What a person may reword in the result report in this form.</summary>
    public async Task<IReadOnlyList<EditableText>> Texts(FiscalYear year, string? layoutId, CancellationToken stop)
    {
        var choices = Layouts(PaperKind.MeasuresResult, year);
        var (report, layout) = await Report(year, choices.FirstOrDefault(l => l.Id == layoutId) ?? choices[0], DigitStyle.Arabic, stop);
        return [.. ResultReportForm.Editable(report, layout).Select(t => new EditableText(t.Key, t.Name, t.Text, report.Texts.ContainsKey(t.Key)))];
    }

    private async Task<(ResultReport Report, ResultReportLayout Layout)> Report(FiscalYear year, LayoutChoice choice, DigitStyle digits, CancellationToken stop)
    {
        var card = organisation.Card;
        var own = await db.ReportWords.AsNoTracking().Where(w => w.Year == year).ToDictionaryAsync(w => w.Key, w => w.Text, StringComparer.Ordinal, stop);
        var report = new ResultReport
        {
            Organisation = new OrganisationOnPaper(card.Name, card.District, card.Province),
            Year = year,
            Results = await results.Of(year, stop),
            Issues = await Issues(year, stop),
            Advice = await Advice(year, stop),
            Texts = own,
            Signatories = await Signatories(stop),
            Digits = digits,
            Font = card.PaperFont,
            WrittenAt = clock.GetUtcNow(),
        };
        return (report, resultLayouts.Single(l => l.Id == choice.Id && l.Version == choice.Version));
    }

    private async Task<IReadOnlyList<IssueOnPaper>> Issues(FiscalYear year, CancellationToken stop)
    {
        var book = rules.Find(year) ?? rules.Current[^1];
        var aims = await planned.Aims(year, stop);
        return [.. book.Issues.OrderBy(i => i.No).Select(i => new IssueOnPaper(i.No, i.Name,
            [.. aims.Where(a => a.Answers.SelectMany(x => Aims.IssuesOf(x, book)).Contains(i.No)).Select(a => a.Number)]))];
    }

    /// <summary>Advice by indicator on what the outside and disclosure say, from the analysis of the result the measures answer.</summary>
    private async Task<IReadOnlyList<AdviceOnPaper>> Advice(FiscalYear year, CancellationToken stop)
    {
        if (await analyses.Of(year.Previous, stop) is not { } analysis)
        {
            return [];
        }
        var drafted = analysis.Indicators.ToDictionary(i => i.Indicator, i => i.Advice.Text);
        return [.. analysis.Verification.Rulebook.Indicators.Where(i => i.Tool is "EIT" or "OIT").OrderBy(i => i.No)
            .Select(i => new AdviceOnPaper(i.Tool, $"indicator-{i.No}", i.Name, drafted.GetValueOrDefault(i.No, "")))];
    }

    private async Task<IReadOnlyList<Signatory>> Signatories(CancellationToken stop) =>
        await db.People.AsNoTracking().Where(p => p.Active).OrderBy(p => p.Sort).ThenBy(p => p.Position).FirstOrDefaultAsync(stop) is { } head ? [new Signatory(null, head.Position)] : [];
}
