using Prongsai.Domain;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Examples;

namespace Prongsai.Web.Features.Surveys;

/// <summary>The worked example: a staff survey that was closed and scored, one of citizens that is open, and a counter. Answers drawn from a fixed dice.</summary>
internal sealed class ExampleSurveys(KeepSurveys surveys, AnswerWriter writer, CycleTrack cycle, TimeProvider clock) : IExampleLoader
{
    public async Task Load(CancellationToken stop)
    {
        var year = new FiscalYear(2568);
        var today = ThaiDate.InBangkok(clock.GetUtcNow());
        // Fixed, so that the example looks the same everywhere; real answers never come from here.
        var dice = new Random(2568);
        var staff = (await surveys.Make(SurveyKind.Internal, year, null, stop)).Value;
        await surveys.Open(staff, today.AddDays(-20), today.AddDays(10), SurveyEntry.Codes, Survey.DefaultLeast, 46, stop);
        await Answer(staff, 38, dice, stop);
        await surveys.Close(staff, stop);
        await surveys.Score(staff, stop);
        var citizens = (await surveys.Make(SurveyKind.External, year, null, stop)).Value;
        await surveys.Open(citizens, today.AddDays(-5), today.AddDays(45), SurveyEntry.Either, Survey.DefaultLeast, null, stop);
        await Answer(citizens, 27, dice, stop);
        var counter = (await surveys.Make(SurveyKind.Service, cycle.ThisYear, "ความพึงพอใจ เคาน์เตอร์งานจัดเก็บรายได้", stop)).Value;
        await surveys.Open(counter, today.AddDays(-30), null, SurveyEntry.Link, Survey.DefaultLeast, null, stop);
        await Answer(counter, 16, dice, stop);
    }

    private async Task Answer(Survey survey, int people, Random dice, CancellationToken stop)
    {
        var today = ThaiDate.InBangkok(clock.GetUtcNow());
        var card = new SurveyCard(survey.Id, survey.OrganisationId, survey.Form.Cells, survey.Least);
        var kept = await Task.WhenAll(Enumerable.Range(0, people).Select(i =>
        {
            var cells = new byte[survey.Form.Cells];
            foreach (var (question, cell) in survey.Form.Layout)
            {
                for (var sub = 0; sub < question.Cells; sub++)
                {
                    // Questions about what ought not to be put the good answer first; two draws make good answers the usual ones.
                    var draw = Math.Max(dice.Next(question.Options.Count), dice.Next(question.Options.Count));
                    var good = question.Options[0].StartsWith("ไม่มี", StringComparison.Ordinal) || question.Options[0] == "ไม่เคย" && question.Code != "e9";
                    cells[cell + sub] = (byte)(1 + (good ? (dice.Next(6) == 0 ? question.Options.Count - 1 - draw : 0) : draw));
                }
            }
            return writer.Keep(new Accepted(card, survey.PeriodOf(today), AnswerRows.Pack(cells), [], Hashes.OfReceipt(survey.Id, $"example {i}"), null) { Day = today }, stop);
        }));
        if (Array.Find(kept, k => k is not null) is { } refusal)
        {
            throw new InvalidOperationException($"The example's answers were not kept: {refusal.GetType().Name}.");
        }
    }
}
