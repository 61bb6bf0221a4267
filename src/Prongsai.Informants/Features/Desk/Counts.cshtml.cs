using System.ComponentModel.DataAnnotations;
using System.Globalization;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc;
using Prongsai.Informants.Store;
using Prongsai.Ui;

namespace Prongsai.Informants.Desk;

/// <summary>Complaints that came by other ways, as figures with their source, so that the half-year statistics say what they count.</summary>
[Authorize("informants.handle")]
internal sealed class CountsModel(IOffice office, Recipients recipients, OpenKeys keys, Statistics statistics, Reports reports) : DeskPage(office, recipients, keys)
{
    [BindProperty, Display(Name = "ครึ่งปีงบประมาณ")]
    public string? Half { get; set; }

    [BindProperty, Display(Name = "รับทั้งหมด", Description = "ไม่มีให้ใส่ 0")]
    public int? Received { get; set; }

    [BindProperty, Display(Name = "เสร็จแล้ว ณ วันสุดท้ายของครึ่งปี")]
    public int? Finished { get; set; }

    [BindProperty, Display(Name = "ที่มาของจำนวน", Description = "แสดงต่อสาธารณะ เช่น ทะเบียนรับเรื่องร้องเรียนของสำนักปลัด"), StringLength(300)]
    public string? Source { get; set; }

    [BindProperty, Display(Name = "เหตุผล (เมื่อแก้จำนวนเดิม)"), StringLength(1000)]
    public string? Reason { get; set; }

    public IReadOnlyList<OtherCount> Rows { get; private set; } = [];

    public IReadOnlyList<Choice> Halves => [.. Statistics.Over(reports.Today).Select(h => new Choice(Key(h.Year, h.Half), Name(h.Year, h.Half)))];

    public static string Name(int year, int half) => $"{(half == 1 ? "ต.ค.–มี.ค." : "เม.ย.–ก.ย.")} ปีงบประมาณ {year.ToString(CultureInfo.InvariantCulture)}";

    public async Task OnGet(CancellationToken stop) => Rows = Open is null ? [] : await statistics.OtherCounts(stop);

    public async Task<IActionResult> OnPost(CancellationToken stop)
    {
        if (Open is null)
        {
            return Wrong();
        }
        Rows = await statistics.OtherCounts(stop);
        var half = Statistics.Over(reports.Today).FirstOrDefault(h => string.Equals(Key(h.Year, h.Half), Half, StringComparison.Ordinal));
        var before = Rows.FirstOrDefault(r => r.Year == half.Year && r.Half == half.Half);
        Refuse(nameof(Half), half.Year == 0, "เลือกครึ่งปีที่ครบรอบแล้ว");
        Refuse(nameof(Received), Received is not (>= 0 and <= 100_000), "ใส่จำนวนเรื่องเป็นตัวเลข ไม่มีให้ใส่ 0");
        Refuse(nameof(Finished), Finished is not >= 0 || Finished > Received, "ใส่จำนวนที่เสร็จ ไม่เกินจำนวนที่รับทั้งหมด");
        Refuse(nameof(Source), string.IsNullOrWhiteSpace(Source), "บอกว่านับจากทะเบียนใด");
        Refuse(nameof(Reason), before is not null && string.IsNullOrWhiteSpace(Reason), "บอกเหตุผลที่แก้จำนวนเดิม");
        if (!ModelState.IsValid)
        {
            return Wrong();
        }
        await statistics.Put(new OtherCount(half.Year, half.Half, Received!.Value, Finished!.Value, Source!.Trim()), stop);
        // The figures stay on this side: the history of the office would tell small ones.
        await Office.Announce([], "informants.counted", $"{(before is null ? "บันทึก" : "แก้")}จำนวนเรื่องที่มาทางอื่น {Name(half.Year, half.Half)} จาก{Source.Trim()}{(before is null ? "" : " เหตุผล: " + Reason!.Trim())}", stop);
        TempData.Done("บันทึกแล้ว", Name(half.Year, half.Half));
        return Redirect(Request.PathBase + "/desk/counts");

        void Refuse(string field, bool isWrong, string message)
        {
            if (isWrong && (!ModelState.TryGetValue(field, out var state) || state.Errors.Count == 0))
            {
                ModelState.AddModelError(field, message);
            }
        }
    }

    private static string Key(int year, int half) => string.Create(CultureInfo.InvariantCulture, $"{year}-{half}");
}
