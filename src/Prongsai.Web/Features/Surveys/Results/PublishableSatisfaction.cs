using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Domain;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Surveys.Results;

/// <summary>
/// Offers the satisfaction statistics of a fiscal year: every counter by the month. Only months that are over and sealed are in it, so what a
/// later edition adds is whole months, never the difference of a few people.
/// </summary>
internal sealed class PublishableSatisfaction(AppDbContext db, KeptAnswers answers, ResultOf results, CurrentOrganisation organisation, TimeProvider clock) : IPublishable
{
    private sealed record Month(Survey Survey, DateOnly Period, SurveyResult Result);

    public string Kind => PublishedKinds.Satisfaction;

    public async Task<IReadOnlyList<Offer>> Offers(CancellationToken stop)
    {
        var sealedMonths = new List<(Survey Survey, DateOnly Period)>();
        foreach (var survey in await Counters(stop))
        {
            sealedMonths.AddRange((await answers.SealedPeriods(survey, stop)).Select(p => (survey, p)));
        }
        return [.. sealedMonths.GroupBy(m => FiscalYear.Of(m.Period)).OrderBy(g => g.Key).Select(g => OfferOf(g.Key, [.. g]))];
    }

    public async Task<PublishableContent?> Content(FiscalYear year, IReadOnlySet<string> options, CancellationToken stop)
    {
        var months = new List<Month>();
        foreach (var survey in await Counters(stop))
        {
            foreach (var period in (await answers.SealedPeriods(survey, stop)).Where(p => FiscalYear.Of(p) == year).Order())
            {
                if (await results.Do(survey, period, stop) is { IsHeld: false } result)
                {
                    months.Add(new(survey, period, result));
                }
            }
        }
        if (months.Count == 0)
        {
            return null;
        }
        var counters = months.GroupBy(m => m.Survey.Id).ToList();
        return new PublishableContent
        {
            Offer = OfferOf(year, [.. months.Select(m => (m.Survey, m.Period))]),
            Data = new PublishedSatisfaction
            {
                Year = year.Value,
                Least = months.Min(m => m.Survey.Least),
                Counters = [.. counters.Select(g => new PublishedCounter(g.First().Survey.Title, [.. g.Select(Told)]))],
            },
            Html = HtmlWriter.Write(Paper(year, months), new HtmlOptions { Mode = HtmlMode.Fragment }),
            Shows =
            [
                $"ผลรวมรายเดือนของ {counters.Count} จุดบริการ {months.Count} เดือน จากคำตอบ {months.Sum(m => m.Result.Kept.Released)} ชุด",
                "จำนวนผู้เลือกแต่ละตัวเลือก และคะแนนเฉลี่ยของแต่ละข้อ",
                "ไฟล์ข้อมูล JSON ของตัวเลขเดียวกัน",
            ],
            Keeps = ["ข้อความที่ผู้รับบริการเขียน", "เดือนที่ยังไม่จบ และเดือนที่มีผู้ตอบน้อยกว่าที่กำหนด"],
        };
    }

    private Task<List<Survey>> Counters(CancellationToken stop) =>
        db.Surveys.AsNoTracking().Where(s => s.Kind == SurveyKind.Service && s.State != SurveyState.Draft).OrderBy(s => s.Title).ThenBy(s => s.Id).ToListAsync(stop);

    private static Offer OfferOf(FiscalYear year, IReadOnlyList<(Survey Survey, DateOnly Period)> months)
    {
        var state = string.Join(' ', months.OrderBy(m => m.Survey.Id).ThenBy(m => m.Period).Select(m => $"{m.Survey.Id:N}{Written(m.Period)}"));
        return new(
            PublishedKinds.Satisfaction,
            year,
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(state)))[..16],
            $"สถิติความพึงพอใจของผู้รับบริการ ปี {year}",
            $"{months.Select(m => m.Survey.Id).Distinct().Count()} จุดบริการ ถึงเดือน{ThaiDate.MonthYear(months.Max(m => m.Period))}");
    }

    private static PublishedMonth Told(Month month) => new(Written(month.Period), month.Result.Kept.Released, [.. month.Result.Lines.Select(l => new PublishedSpread(
        Asked(l),
        l.Score is { } score ? Math.Round(score.Value, 2, MidpointRounding.AwayFromZero) : null,
        [.. l.Question.Options.Zip(l.Spread.Counts, (o, n) => new PublishedOption(o, n))]))]);

    private Document Paper(FiscalYear year, List<Month> months)
    {
        var card = organisation.Card;
        return new Document
        {
            Title = $"สถิติความพึงพอใจของผู้รับบริการ ปี {year} {card.Name}",
            Subject = "สถิติความพึงพอใจ",
            Author = card.Name,
            Font = card.PaperFont,
            Digits = card.Digits,
            WrittenAt = clock.GetUtcNow(),
            Blocks = [.. Blocks(year, months)],
        };
    }

    private static IEnumerable<Block> Blocks(FiscalYear year, List<Month> months)
    {
        yield return new Paragraph($"ผู้รับบริการตอบสามข้อ ณ จุดบริการ โดยไม่มีชื่อ คำตอบของแต่ละเดือนสลับรวมกันเมื่อจบเดือน และไม่แสดงเดือนที่มีผู้ตอบน้อยกว่า {months.Min(m => m.Survey.Least)} คน คะแนนของข้อคิดโดยให้ตัวเลือกต่ำสุดเป็น 0 สูงสุดเป็น 100 ปีงบประมาณ {year} เริ่ม 1 ตุลาคม {year.Value - 1}", firstLineIndentCm: 2.5m);
        foreach (var counter in months.GroupBy(m => m.Survey.Id))
        {
            var survey = counter.First().Survey;
            yield return new Heading(1, survey.Title);
            var asked = counter.First().Result.Lines.Select(Asked).ToList();
            yield return new Table(
                "คะแนนรายเดือน",
                [new("เดือน", 0.22m), new("ผู้ตอบ", 0.12m, Alignment.Centre), .. asked.Select(a => new Column(a, 0.66m / asked.Count, Alignment.Centre))],
                [.. counter.Select(m => new TableRow([new(ThaiDate.MonthYear(m.Period)), new(m.Result.Kept.Released.ToString(CultureInfo.InvariantCulture)), .. m.Result.Lines.Select(l => new TableCell(SurveyWords.Score(l.Score?.Value)))]))]);
            yield return new Table(
                "จำนวนผู้เลือกแต่ละตัวเลือก ทุกเดือนรวมกัน",
                [new("คำถาม", 0.45m), new("ตัวเลือกและจำนวนคน", 0.55m)],
                [.. asked.Select((a, i) => new TableRow([new(a), new(survey.Form.Layout.Select(l => l.Question).First(q => q.Code == counter.First().Result.Lines[i].Question.Code).Options.Select((o, n) => $"{o} {counter.Sum(m => m.Result.Lines[i].Spread.Counts[n])}").ToList())]))]);
        }
    }

    private static string Asked(ResultLine line) => line.Question.SubItems.Count > 0 ? $"{line.Question.Text} {line.Question.SubItems[line.SubItem]}" : line.Question.Text;

    private static string Written(DateOnly period) => period.ToString("yyyy-MM", CultureInfo.InvariantCulture);
}
