using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Surveys;

internal sealed record YearHasNoForm(FiscalYear Year) : Refusal($"หลักเกณฑ์ปี {Year} ที่มีอยู่ยังไม่มีข้อคำถามของแบบนี้ จึงยังเปิดไม่ได้ เลือกปีอื่น หรือสร้างแบบสำรวจของหน่วยงานเอง");

internal sealed record FormIsNotSound(string Problem) : Refusal(Problem);

internal sealed record SurveyIsNot(string Text1) : Refusal(Text1);

/// <summary>A survey's life: made, opened, given codes, closed, scored.</summary>
internal sealed class KeepSurveys(AppDbContext db, RulebookSet rules, KeptAnswers answers, AskedSurveys asked, TimeProvider clock) : IUseCase
{
    public const int MostCodes = 2000;

    private DateOnly Today => ThaiDate.InBangkok(clock.GetUtcNow());

    public async Task<Result<Survey>> Make(SurveyKind kind, FiscalYear year, string? title, CancellationToken stop)
    {
        var book = rules.Find(year);
        var tool = kind is SurveyKind.Internal ? "IIT" : kind is SurveyKind.External ? "EIT" : null;
        var form = tool is null
            ? kind is SurveyKind.Service ? ServiceForm : new SurveyForm([new("", [])])
            : book is null ? null : SurveyForm.OfYear(book, tool);
        if (form is null)
        {
            return new YearHasNoForm(year);
        }
        var survey = new Survey
        {
            Year = year,
            Kind = kind,
            Title = string.IsNullOrWhiteSpace(title) ? Usual(kind, year) : title.Trim(),
            Form = form,
            Entry = kind is SurveyKind.Internal ? SurveyEntry.Codes : SurveyEntry.Link,
            RulebookId = tool is null ? null : book!.Id,
            RulebookSha256 = tool is null ? null : book!.Sha256,
        };
        db.Surveys.Add(survey);
        db.Record("survey.made", "survey", survey.Id, null, new { kind, year = year.Value });
        await db.SaveChangesAsync(stop);
        return survey;
    }

    public async Task Shape(Survey survey, string title, SurveyForm form, CancellationToken stop)
    {
        (survey.Title, survey.Form) = (title, form);
        db.Record("survey.changed", "survey", survey.Id);
        await db.SaveChangesAsync(stop);
    }

    public async Task<Result<Survey>> Open(Survey survey, DateOnly opens, DateOnly? closes, SurveyEntry entry, int least, int? population, CancellationToken stop)
    {
        if (survey.State is not SurveyState.Draft)
        {
            return new SurveyIsNot("แบบสำรวจนี้เปิดไปแล้ว");
        }
        if (survey.Form.Problems() is [var problem, ..])
        {
            return new FormIsNotSound(problem);
        }
        (survey.OpensOn, survey.ClosesOn, survey.Entry, survey.Least, survey.Population, survey.State) = (opens, survey.Kind is SurveyKind.Service ? null : closes, entry, least, population, SurveyState.Open);
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        db.Record("survey.opened", "survey", survey.Id, null, new { opens, closes, entry, least });
        await db.SaveChangesAsync(stop);
        await answers.OpenPool(survey, survey.PeriodOf(Today), stop);
        await transaction.CommitAsync(stop);
        asked.Forget(survey);
        return survey;
    }

    public async Task Extend(Survey survey, DateOnly closes, CancellationToken stop)
    {
        survey.ClosesOn = closes;
        db.Record("survey.extended", "survey", survey.Id, null, new { closes });
        await db.SaveChangesAsync(stop);
        asked.Forget(survey);
    }

    /// <summary>New codes. They are given out once, here, and not kept: only their hashes are.</summary>
    public async Task<Result<string[]>> Issue(Survey survey, int count, CancellationToken stop)
    {
        if (survey.State is not SurveyState.Open || survey.Entry is SurveyEntry.Link)
        {
            return new SurveyIsNot("ออกรหัสได้เมื่อแบบสำรวจเปิดรับคำตอบและให้ตอบด้วยรหัส");
        }
        // A counter hands slips out with receipts all year; elsewhere nobody has so many people.
        if (count < 1 || count > MostCodes || (survey.Kind is not SurveyKind.Service && survey.CodesIssued + count > MostCodes))
        {
            return new SurveyIsNot(survey.Kind is SurveyKind.Service ? $"ออกรหัสได้ครั้งละ 1 ถึง {MostCodes} รหัส" : $"ออกรหัสได้ครั้งละ 1 ขึ้นไป รวมกันไม่เกิน {MostCodes} รหัส");
        }
        string[] codes = [.. Enumerable.Range(0, count).Select(_ => SlipCode.New())];
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        survey.CodesIssued += count;
        db.Record("survey.codes-issued", "survey", survey.Id, null, new { count });
        await db.SaveChangesAsync(stop);
        await answers.AddCodes(survey, codes, stop);
        await transaction.CommitAsync(stop);
        return codes;
    }

    /// <summary>Closes it: all answers are mixed into one block and the keys destroyed.</summary>
    public async Task<Result<int>> Close(Survey survey, CancellationToken stop)
    {
        if (survey.State is not SurveyState.Open)
        {
            return new SurveyIsNot("แบบสำรวจนี้ไม่ได้เปิดอยู่");
        }
        var periods = survey.Kind is SurveyKind.Service ? await answers.Periods(survey.Id, stop) : [Survey.Whole];
        var kept = 0;
        await using (var transaction = await db.Database.BeginTransactionAsync(stop))
        {
            foreach (var period in periods)
            {
                kept += (await answers.Seal(survey, period, stop)).Kept;
            }
            await answers.TakeAwayKeysOfEntry(survey.Id, stop);
            (survey.State, survey.ClosedOn) = (SurveyState.Closed, Today);
            db.Record("survey.closed", "survey", survey.Id, null, new { kept });
            await db.SaveChangesAsync(stop);
            await transaction.CommitAsync(stop);
        }
        asked.Forget(survey);
        foreach (var period in periods)
        {
            answers.Forget(survey, period);
        }
        return kept;
    }

    /// <summary>Scores a closed survey by the rulebook it was opened with.</summary>
    public async Task<Result<SurveyOutcome>> Score(Survey survey, CancellationToken stop)
    {
        if (survey.State is not (SurveyState.Closed or SurveyState.Scored) || survey.Tool is not { } tool || rules.FindById(survey.RulebookId!) is not { } book)
        {
            return new SurveyIsNot("คิดคะแนนได้เมื่อปิดแบบสำรวจ IIT หรือ EIT แล้ว");
        }
        if ((await answers.Of(survey, stop)).Tally is not { } tally)
        {
            return new SurveyIsNot($"ผู้ตอบน้อยกว่า {survey.Least} คน จึงไม่มีผลให้คิดคะแนน");
        }
        var outcome = SurveyScoring.Score(book, tool, SurveyScoring.Spreads(survey.Form, tally, survey.Least), survey.Population);
        var scores = outcome.Questions.ToDictionary(q => q.Key, q => q.Value.Value, StringComparer.Ordinal);
        foreach (var (no, score) in outcome.Indicators)
        {
            scores[Prongsai.Domain.Assessment.Target.Indicator(no)] = score;
        }
        if (outcome.Tool is { } total)
        {
            scores[tool] = total;
        }
        (survey.Scores, survey.State, survey.ScoredOn) = (scores, SurveyState.Scored, Today);
        db.Record("survey.scored", "survey", survey.Id, null, new { tool, score = outcome.Tool });
        await db.SaveChangesAsync(stop);
        asked.Forget(survey);
        return outcome;
    }

    private static string Usual(SurveyKind kind, FiscalYear year) => kind switch
    {
        SurveyKind.Internal => $"แบบวัด IIT ปี {year}",
        SurveyKind.External => $"แบบวัด EIT ปี {year}",
        SurveyKind.Service => "ความพึงพอใจต่อการให้บริการ",
        _ => "แบบสำรวจของหน่วยงาน",
    };

    private static readonly string[] Agree = ["ควรปรับปรุงมาก", "ควรปรับปรุง", "พอใช้", "ดี", "ดีมาก"];

    private static SurveyForm ServiceForm => new([new("",
    [
        new("s1", "เจ้าหน้าที่ให้บริการเป็นอย่างไร", AskKind.Choice, Agree),
        new("s2", "ขั้นตอนและเวลาที่ใช้เป็นอย่างไร", AskKind.Choice, Agree),
        new("s3", "ได้รับสิ่งที่มาติดต่อครบตามต้องการหรือไม่", AskKind.Choice, ["ไม่ได้", "ได้บางส่วน", "ได้ครบ"]),
        new("s4", "มีอะไรอยากบอกเราอีกหรือไม่", AskKind.Text, []) { Optional = true, Note = "ไม่ตอบก็ได้ โปรดอย่าเขียนชื่อหรือเบอร์โทรศัพท์" },
    ])]);
}
