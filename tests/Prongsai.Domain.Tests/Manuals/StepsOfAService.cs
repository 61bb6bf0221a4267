using Prongsai.Domain.Manuals;

namespace Prongsai.Domain.Tests.Manuals;

public sealed class StepsOfAService
{
    private static readonly ManualStep Start = new(StepKind.Start, "ยื่นคำขอ", "ผู้รับบริการ", null);
    private static readonly ManualStep Check = new(StepKind.Decide, "ครบหรือไม่", "กองคลัง", new(5, TimeUnit.Minute)) { NoTo = 1 };
    private static readonly ManualStep Work = new(StepKind.Do, "ตรวจ", "กองคลัง", new(1, TimeUnit.Hour));
    private static readonly ManualStep End = new(StepKind.End, "รับผล", "ผู้รับบริการ", null);

    [Fact]
    public void Add_up_minutes_to_hours_and_leave_days_as_the_law_counts_them()
    {
        Assert.Equal("7\u00A0วัน 3\u00A0วันทำการ 2\u00A0ชั่วโมง 5\u00A0นาที", ServiceTime.Total([new(45, TimeUnit.Minute), new(1, TimeUnit.Hour), new(20, TimeUnit.Minute), new(3, TimeUnit.WorkingDay), new(7, TimeUnit.Day)]));
        Assert.Equal("20\u00A0ชั่วโมง", ServiceTime.Total([new(20, TimeUnit.Hour)]));
        Assert.Null(ServiceTime.Total([]));
    }

    [Fact]
    public void Are_whole_when_every_one_is_reached_and_says_who_and_how_long()
    {
        Assert.Empty(ManualFlow.Problems([Start, Check, Work, End]));
        // Two ends: the second is reached by the decision alone.
        Assert.Empty(ManualFlow.Problems([Start, Check with { NoTo = 4 }, End, End]));
    }

    [Fact]
    public void Say_what_is_missing_and_where()
    {
        Assert.Contains(ManualFlow.Problems([]), p => p.Step == 0);
        Assert.Contains(ManualFlow.Problems([Work, End]), p => p.Step == 0);
        Assert.Equal([2, 2, 2], ManualFlow.Problems([Start, new(StepKind.Do, "", "", null), End]).Select(p => p.Step));
        Assert.Equal([3], ManualFlow.Problems([Start, Work, Start, End]).Select(p => p.Step));
        Assert.Equal([3], ManualFlow.Problems([Start, End, Work, End]).Select(p => p.Step).Take(1));
        foreach (var to in new int?[] { null, 0, 2, 3, 9 })
        {
            Assert.Equal([2], ManualFlow.Problems([Start, Check with { NoTo = to }, Work, End]).Select(p => p.Step));
        }
    }

    [Fact]
    public void Can_be_read_aloud() =>
        Assert.Equal("ขั้นที่ 1 ยื่นคำขอ ขั้นที่ 2 ครบหรือไม่ ถ้าใช่ไปขั้นที่ 3 ถ้าไม่ใช่ไปขั้นที่ 1 ขั้นที่ 3 รับผล", ManualFlow.InWords([Start, Check, End]));
}
