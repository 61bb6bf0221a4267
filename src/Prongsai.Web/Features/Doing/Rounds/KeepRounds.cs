using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Doing.Rounds;

internal sealed record RoundIsNotOpen(string Name, DateOnly OpensOn) : Refusal($"{Name}ยังไม่เปิดรับรายงาน เปิดวันที่ {ThaiDate.Short(OpensOn)} หรือให้ผู้ดูแลรอบเปิดก่อนพร้อมเหตุผล");

internal sealed record RoundIsClosed(string Name) : Refusal($"{Name}ปิดแล้ว ถ้าต้องส่งหรือแก้ ให้ผู้ดูแลรอบเปิดรอบอีกครั้งพร้อมเหตุผล สิ่งที่ท่านพิมพ์ยังอยู่ในหน้านี้");

internal sealed record UnitDoesNotAnswer() : Refusal("หน่วยงานนี้ไม่ได้รับผิดชอบมาตรการนี้ เลือกหน่วยงานจากรายการของมาตรการ");

internal sealed record MeasureIsNotInRound() : Refusal("มาตรการนี้ไม่ต้องรายงานในรอบนี้ ดูการติดตามในแผนของมาตรการ");

internal sealed record ReportNeedsWords() : Refusal("เล่าว่าทำอะไรไปแล้วบ้าง หรือเหตุใดจึงยังไม่เริ่ม");

internal sealed record FailureNeedsProblems() : Refusal("ดำเนินการไม่สำเร็จเพราะเหตุใด ใส่ในช่องปัญหาและอุปสรรค");

internal sealed record ReportWasChanged(string By, DateTimeOffset At) : Refusal($"{By} บันทึกรายงานนี้เมื่อ {ThaiDate.ShortWithTime(At)} ระหว่างที่ท่านพิมพ์ ฉบับนั้นแสดงอยู่ด้านบน สิ่งที่ท่านพิมพ์ยังอยู่ครบ ตรวจแล้วส่งอีกครั้ง");

internal sealed record WhyIsMissing() : Refusal("บอกเหตุผล เพื่อให้ผู้อื่นเข้าใจเมื่อดูย้อนหลัง");

/// <summary>What is reported of a measure. ForAll is heard from the first of several units only: the others owe no part then.</summary>
internal sealed record Reported(ProgressState State, string Words, string Problems, bool ForAll = false);

/// <summary>Sends and corrects reports, and opens and closes rounds by hand.</summary>
internal sealed class KeepRounds(AppDbContext db, RoundsOf rounds, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <param name="year">The fiscal year.</param>
    /// <param name="months">6 or 12.</param>
    /// <param name="measure">A measure of the round.</param>
    /// <param name="unit">Whose part it is; null when no unit answers for the measure.</param>
    /// <param name="seen">The version the form was filled from; 0 when there was none.</param>
    /// <param name="said">What is reported.</param>
    /// <param name="reason">Needed for a correction.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<ReportStanding>> Send(FiscalYear year, int months, Guid measure, Guid? unit, int seen, Reported said, string? reason, CancellationToken stop)
    {
        if (await rounds.Find(year, months, stop) is not { } round || round.Rows.FirstOrDefault(r => r.Measure.Plan.Id == measure) is not { } row)
        {
            return new MeasureIsNotInRound();
        }
        if (row.Part(unit) is null)
        {
            return new UnitDoesNotAnswer();
        }
        if (!round.Opened)
        {
            return new RoundIsNotOpen(round.Name, round.Days.OpensOn);
        }
        if (round.Closed)
        {
            return new RoundIsClosed(round.Name);
        }
        if (string.IsNullOrWhiteSpace(said.Words))
        {
            return new ReportNeedsWords();
        }
        if (said.State is ProgressState.Failed && string.IsNullOrWhiteSpace(said.Problems))
        {
            return new FailureNeedsProblems();
        }
        var report = await db.RoundReports.FirstOrDefaultAsync(r => r.Year == year && r.Kind == round.Days.Kind && r.MeasureId == measure && r.UnitId == unit, stop);
        if ((report?.Version ?? 0) != seen)
        {
            return new ReportWasChanged(report?.UpdatedBy ?? "", report?.UpdatedAt ?? clock.GetUtcNow());
        }
        if (report is not null && string.IsNullOrWhiteSpace(reason))
        {
            return new CorrectionNeedsReason();
        }
        var now = clock.GetUtcNow();
        var before = report is null ? null : new { state = report.State.ToString(), report.Words, report.Problems, report.ForAll };
        if (report is null)
        {
            db.RoundReports.Add(report = new RoundReport { Year = year, Kind = round.Days.Kind, MeasureId = measure, UnitId = unit, ForAll = !row.IsShared, SentAt = now, SentBy = person.Position });
        }
        (report.State, report.Words, report.Problems) = (said.State, said.Words.Trim(), said.Problems.Trim());
        if (row.IsShared && unit == row.Measure.Plan.Owner)
        {
            report.ForAll = said.ForAll;
        }
        (report.UpdatedAt, report.UpdatedBy, report.Version) = (now, person.Position, seen + 1);
        db.Record(before is null ? "round-report.sent" : "round-report.corrected", "work", measure, reason, new { year = year.Value, months, unit, before, after = new { state = said.State.ToString(), said.Words, said.Problems, report.ForAll } });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (Exception trouble) when (trouble is DbUpdateConcurrencyException || trouble.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return new ReportWasChanged("ผู้ใช้อีกคน", now);
        }
        return Standing.Of(true, false, round.Days.Due, ThaiDate.InBangkok(report.SentAt), round.Today);
    }

    /// <summary>Opens or closes a round by hand, or gives it back to the calendar (null). Always with a reason.</summary>
    public async Task<Result<Guid>> Decide(FiscalYear year, RoundKind kind, RoundByHand? hand, string? reason, CancellationToken stop)
    {
        if (string.IsNullOrWhiteSpace(reason))
        {
            return new WhyIsMissing();
        }
        var row = await Row(db, year, kind, stop);
        (row.ByHand, row.Because, row.ChangedAt, row.ChangedBy) = (hand, hand is null ? "" : reason.Trim(), clock.GetUtcNow(), person.Position);
        db.Record(hand switch { RoundByHand.Open => "round.opened", RoundByHand.Closed => "round.closed", _ => "round.given-back" }, "round", row.Id, reason, new { year = year.Value, kind = kind.ToString() });
        await db.SaveChangesAsync(stop);
        return row.Id;
    }

    /// <summary>The row of a round, added to the current save when there is none.</summary>
    public static async Task<FollowUpRound> Row(AppDbContext db, FiscalYear year, RoundKind kind, CancellationToken stop)
    {
        var row = await db.FollowUpRounds.FirstOrDefaultAsync(r => r.Year == year && r.Kind == kind, stop);
        if (row is null)
        {
            db.FollowUpRounds.Add(row = new FollowUpRound { Year = year, Kind = kind });
        }
        return row;
    }
}
