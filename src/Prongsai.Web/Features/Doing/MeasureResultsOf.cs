using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Features.Doing.Rounds;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Plans;
using ReportOfRound = Prongsai.Documents.Writing.Reports.RoundReport;

namespace Prongsai.Web.Features.Doing;

/// <summary>Hands what came of the measures to the papers of other areas.</summary>
internal sealed class MeasureResultsOf(WorkOf work, RoundsOf rounds, IPlannedMeasures papers) : IUseCase, IMeasureResults
{
    public async Task<IReadOnlyList<MeasureResult>> Of(FiscalYear year, CancellationToken stop)
    {
        var measures = await work.Of(year, stop);
        if (measures.Count == 0)
        {
            return [];
        }
        // Both are in the order of the plan.
        var onPaper = await papers.OnPaper(year, stop);
        var (inRounds, names) = (await rounds.Of(year, measures, stop), await work.Names(stop));
        return [.. measures.Zip(onPaper, (m, paper) => new MeasureResult(
            m.Plan.Id,
            m.Plan.Number,
            paper,
            [.. m.Steps.Select(s => Step(m, s, names))],
            Words(m.Own),
            [.. inRounds.SelectMany(r => r.Rows.Where(x => x.Measure.Plan.Id == m.Plan.Id).SelectMany(x => x.Parts.Where(p => p.InPlace is null && p.Standing is not ReportStanding.NotYet).Select(p => Report(r, p, x.IsShared ? names[p.Unit] : ""))))]))];
    }

    private static StepResult Step(MeasureNow measure, StepNow step, Names names) => new(
        step.Number,
        step.Step.Text,
        string.Join(" ", new[] { step.Step.UnitId ?? (step.Step.PersonId is null ? measure.Plan.Owner : null), step.Step.PersonId }.OfType<Guid>().Select(id => names[id])),
        step.Step.From,
        step.Step.Until,
        step.Result?.DoneOn,
        step.Result?.Quantity,
        step.Result?.QuantityUnit ?? "",
        step.Result is { Failed: true } failed ? $"ดำเนินการไม่สำเร็จ: {failed.Note}" : step.Result?.Note ?? "",
        Words(step.Result),
        [.. step.Evidence.Where(e => e.WithdrawnAt is null).Select(e => new EvidenceOnPaper(e.Title, e.Kind is EvidenceKind.File ? null : e.Address, e.EffectiveOn, ThaiDate.InBangkok(e.ReceivedAt)))]);

    private static ResultWords Words(WorkResult? row) => row is null ? ResultWords.None : new(row.Result, row.Output, row.Outcome, row.Suggestion);

    private static ReportOfRound Report(RoundNow round, ReportPart part, string unit) => new(
        round.Months,
        part.Report is { State: ProgressState.Failed } ? Standing.Name(ProgressState.Failed) : Standing.Name(part.Standing),
        part.Report?.Words ?? "",
        part.Report?.Problems ?? "",
        part.Report is { } sent ? ThaiDate.InBangkok(sent.SentAt) : null,
        part.Report?.SentBy ?? "",
        unit);
}
