using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Domain.Doing;
using Prongsai.Domain.Measures;
using Prongsai.Web.Features.Doing.Data;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Plans;

namespace Prongsai.Web.Features.Doing;

internal sealed record WorkWasChanged()
    : Refusal("มีผู้บันทึกผลนี้ระหว่างที่ท่านพิมพ์ สิ่งที่ท่านพิมพ์ยังอยู่ครบ เทียบสองฉบับแล้วบันทึกอีกครั้ง");

internal sealed record NoSuchWork() : Refusal("มาตรการหรือขั้นตอนนี้ไม่อยู่ในแผนแล้ว");

internal sealed record CorrectionNeedsReason() : Refusal("ผลนี้บันทึกไว้แล้ว บอกเหตุผลที่แก้ เพื่อให้ผู้อื่นเข้าใจเมื่อดูย้อนหลัง");

internal sealed record QuantityIsNegative() : Refusal("จำนวนต้องไม่ติดลบ ถ้าไม่มีจำนวนให้เว้นว่าง");

internal sealed record QuantityNeedsUnit() : Refusal("ใส่หน่วยนับของจำนวน เช่น คน ครั้ง เรื่อง");

internal sealed record FailedNeedsWords() : Refusal("ดำเนินการไม่สำเร็จเพราะเหตุใด ใส่ในช่องบันทึก เพื่อให้รอบหน้าแก้ได้");

internal sealed record DoneOrFailed() : Refusal("เลือกว่าทำเสร็จหรือไม่สำเร็จอย่างใดอย่างหนึ่ง ถ้าไม่สำเร็จให้ลบวันที่ทำเสร็จ");

/// <summary>What is said of a step or a measure.</summary>
internal sealed record Said(DateOnly? DoneOn, bool Failed, decimal? Quantity, string QuantityUnit, string Note, string Result, string Output, string Outcome, string Suggestion)
{
    public static Said Of(WorkResult? row) => row is null
        ? new(null, false, null, "", "", "", "", "", "")
        : new(row.DoneOn, row.Failed, row.Quantity, row.QuantityUnit, row.Note, row.Result, row.Output, row.Outcome, row.Suggestion);

    /// <summary>What differs, in the order of the form.</summary>
    public IReadOnlyList<FieldChange> Against(Said other)
    {
        (string Name, Func<Said, string> Read)[] fields =
        [
            ("วันที่ทำเสร็จ", s => s.DoneOn is { } day ? ThaiDate.Short(day) : ""),
            ("ดำเนินการไม่สำเร็จ", s => s.Failed ? "ใช่" : ""),
            ("จำนวน", s => s.Quantity is { } quantity ? $"{Platform.Words.Numbers.Plain(quantity)} {s.QuantityUnit}".Trim() : ""),
            ("บันทึก", s => s.Note),
            ("ผลการดำเนินการ", s => s.Result),
            ("ผลผลิต", s => s.Output),
            ("ผลลัพธ์", s => s.Outcome),
            ("ข้อเสนอแนะ", s => s.Suggestion),
        ];
        return [.. fields.Select(f => new FieldChange(f.Name, Shown(f.Read(this)), Shown(f.Read(other)))).Where(c => c.Before != c.After)];

        static string Shown(string text) => text.Length == 0 ? "–" : text;
    }
}

/// <summary>Writes down what came of a step or a measure. Who comes second is refused and told; a correction says why.</summary>
internal sealed class RecordWork(AppDbContext db, IPlannedWork plans, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <param name="measureId">Of the plan.</param>
    /// <param name="stepId">Null for the measure as a whole.</param>
    /// <param name="seen">The version the form was filled from; 0 when there was none.</param>
    /// <param name="said">What is said now.</param>
    /// <param name="reason">Needed when something was already said.</param>
    /// <param name="stop">Ends the work.</param>
    public async Task<Result<int>> Do(Guid measureId, Guid? stepId, int seen, Said said, string? reason, CancellationToken stop)
    {
        if (await plans.Find(measureId, stop) is not { } plan || (stepId is { } id && !plan.StepIds.Contains(id)))
        {
            return new NoSuchWork();
        }
        if (Check(plan, said) is { } refusal)
        {
            return refusal;
        }
        var row = await db.WorkResults.FirstOrDefaultAsync(r => r.MeasureId == measureId && r.StepId == stepId, stop);
        if ((row?.Version ?? 0) != seen)
        {
            return new WorkWasChanged();
        }
        var before = Said.Of(row);
        var changes = before.Against(said);
        if (changes.Count == 0)
        {
            return seen;
        }
        if (row is not null && string.IsNullOrWhiteSpace(reason))
        {
            return new CorrectionNeedsReason();
        }
        var now = clock.GetUtcNow();
        if (row is null)
        {
            db.WorkResults.Add(row = new WorkResult { Year = plan.Year, MeasureId = measureId, StepId = stepId, CreatedAt = now });
        }
        (row.DoneOn, row.Failed, row.Quantity, row.QuantityUnit, row.Note) = (said.DoneOn, said.Failed, said.Quantity, said.QuantityUnit.Trim(), said.Note.Trim());
        (row.Result, row.Output, row.Outcome, row.Suggestion) = (said.Result.Trim(), said.Output.Trim(), said.Outcome.Trim(), said.Suggestion.Trim());
        var number = stepId is null ? 0 : plan.StepIds.ToList().IndexOf(stepId.Value) + 1;
        row.StepTitle = number == 0 ? "" : plan.Measure.Steps[number - 1].Text;
        (row.UpdatedAt, row.UpdatedBy, row.Version) = (now, person.Position, seen + 1);
        db.Record(seen == 0 ? "work.recorded" : "work.corrected", "work", measureId, reason, new { measure = plan.Number, step = number, changes });
        try
        {
            await db.SaveChangesAsync(stop);
            return row.Version;
        }
        catch (Exception trouble) when (trouble is DbUpdateConcurrencyException || trouble.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            db.ChangeTracker.Clear();
            return new WorkWasChanged();
        }
    }

    private Refusal? Check(PlannedWork plan, Said said)
    {
        if (said.DoneOn is { } day && StepWork.CheckDoneOn(plan.Year, day, ThaiDate.InBangkok(clock.GetUtcNow())) is { } refusal)
        {
            return refusal;
        }
        return said switch
        {
            { Failed: true, DoneOn: not null } => new DoneOrFailed(),
            { Failed: true } when string.IsNullOrWhiteSpace(said.Note) => new FailedNeedsWords(),
            { Quantity: < 0 } => new QuantityIsNegative(),
            { Quantity: not null } when string.IsNullOrWhiteSpace(said.QuantityUnit) => new QuantityNeedsUnit(),
            _ => null,
        };
    }
}
