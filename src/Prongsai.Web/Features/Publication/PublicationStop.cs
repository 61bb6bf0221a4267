using Prongsai.Domain;
using Prongsai.Ui;
using Prongsai.Web.Platform.Cycle;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication;

/// <summary>Stop ๖ of the year: what was made of last year's result stands before the public.</summary>
internal sealed class PublicationStop(Standings standings) : ICycleStop, ITaskSource
{
    public string Permission => "publication.publish";

    public int Number => 6;

    public async Task<StopStanding> Stand(FiscalYear workingYear, CancellationToken stop)
    {
        var year = workingYear.Previous;
        var all = await Of(year, stop);
        var open = all.Count(s => s.State is PublicationState.Published or PublicationState.Outdated);
        var waiting = all.Count(Waits);
        return (open, waiting) switch
        {
            (0, 0) => new(StopState.Wait, "/publication", all.Count > 0 ? "ถอนแล้ว" : "รอผล", all.Count > 0 ? $"ข้อมูลปี {year} ถอนการเผยแพร่แล้ว" : $"เริ่มได้เมื่อยืนยันผลปี {year}"),
            (_, 0) => new(StopState.Done, "/publication", null, $"เผยแพร่แล้ว {open} รายการ"),
            (0, _) => new(StopState.Now, "/publication", "รอเผยแพร่", $"รอเผยแพร่ {waiting} รายการ"),
            _ => new(StopState.Now, "/publication", "บางส่วน", $"เผยแพร่แล้ว {open} รอเผยแพร่ {waiting} รายการ"),
        };
    }

    public async Task<IReadOnlyList<NextTask>> Tasks(FiscalYear workingYear, CancellationToken stop) =>
        [.. (await Of(workingYear.Previous, stop)).Where(Waits).Select(s => new NextTask(
            s.State is PublicationState.Outdated ? $"เผยแพร่ฉบับใหม่ของ{s.Title}" : $"เผยแพร่{s.Title}",
            $"{s.OfficeHref}/publish",
            s.State is PublicationState.Outdated ? "ประชาชนยังเห็นฉบับก่อน" : "ดูก่อนว่าอะไรจะเป็นสาธารณะและอยู่ที่ใด",
            null,
            60))];

    /// <summary>A thing that was withdrawn waits for nothing: the office decided so.</summary>
    private static bool Waits(Standing standing) => standing.State is PublicationState.Waiting or PublicationState.Outdated;

    private async Task<IReadOnlyList<Standing>> Of(FiscalYear year, CancellationToken stop) => [.. (await standings.All(stop)).Where(s => s.Year == year)];
}
