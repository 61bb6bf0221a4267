using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.Filters;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.Extensions.Hosting;

namespace Prongsai.Ui.Features.Gallery;

/// <summary>Every component in every state, for those who build pages and for the tests that look at them. Only in development.</summary>
[AllowAnonymous]
internal sealed class IndexModel(IWebHostEnvironment environment) : PageModel
{
    /// <summary>The round a measure is followed up in.</summary>
    public enum Round
    {
        [Display(Name = "รอบ 6 เดือน", Description = "ผลระหว่าง 1 ต.ค. ถึง 31 มี.ค.")]
        HalfYear,

        [Display(Name = "รอบ 12 เดือน")]
        FullYear,
    }

    [BindProperty, Display(Name = "ชื่อมาตรการ", Description = "บอกสิ่งที่จะทำให้เกิด ไม่ใช่ชื่อโครงการ"), Required, StringLength(200)]
    public string? Name { get; set; }

    [BindProperty, Display(Name = "หน่วยงานรับผิดชอบ"), Required(ErrorMessage = "เลือกหน่วยงานรับผิดชอบ")]
    public string? Unit { get; set; }

    [BindProperty, Display(Name = "วงเงิน"), Range(0, 999_999_999, ErrorMessage = "วงเงินต้องเป็น 0 บาทขึ้นไป เช่น 20,000.00")]
    public decimal? Budget { get; set; }

    [BindProperty, Display(Name = "คะแนนข้อ e1"), Score]
    public decimal? Score { get; set; }

    [BindProperty, Display(Name = "จำนวนผู้ตอบ")]
    public int? Respondents { get; set; }

    [BindProperty, Display(Name = "ผลการดำเนินการ", Description = "บอกจำนวนและวันที่ ไม่เกิน 500 ตัวอักษร"), DataType(DataType.MultilineText), StringLength(500)]
    public string? Output { get; set; }

    [BindProperty, Display(Name = "วันที่มีผลของหลักฐาน", Description = "ดูจากวันที่ลงนามในเอกสาร เช่น 22 11 2567 ใช้เลขไทยได้"), Required]
    public DateOnly? EffectiveOn { get; set; }

    [BindProperty, Display(Name = "รอบติดตาม"), Required(ErrorMessage = "เลือกรอบติดตาม")]
    public Round? FollowUp { get; set; }

    [BindProperty, Display(Name = "แจ้งเวียนถึง")]
    public IReadOnlyList<string> CircularTo { get; set; } = [];

    [BindProperty, Display(Name = "เปิดเผยบนเว็บไซต์ทันทีเมื่ออนุมัติ")]
    public bool PublishAtOnce { get; set; }

    [BindProperty, Display(Name = "เอกสารผลการประเมิน", Description = "DOCX PDF XLSX CSV ไม่เกิน 50 MB")]
    public IFormFile? Document { get; set; }

    [BindProperty, Display(Name = "ไฟล์แนบ", Description = "เลือกได้หลายไฟล์")]
    public IReadOnlyList<IFormFile> Attachments { get; set; } = [];

    [BindProperty, Display(Name = "อีเมล"), DataType(DataType.EmailAddress), EmailAddress]
    public string? Email { get; set; }

    [BindProperty, Display(Name = "รหัสผ่าน"), DataType(DataType.Password)]
    public string? Password { get; set; }

    internal Listing Ask { get; private set; } = null!;

    internal PageOf<Samples.Measure> Rows { get; private set; } = null!;

    internal static readonly IReadOnlyList<Choice> Units = [new("treasury", "กองคลัง"), new("office", "สำนักปลัด"), new("works", "กองช่าง")];

    public override void OnPageHandlerExecuting(PageHandlerExecutingContext context)
    {
        if (!environment.IsDevelopment())
        {
            context.Result = NotFound();
        }
        Ask = Listing.Of(Request, ["code", "title", "unit", "due"], size: 4);
        var (unit, words) = (Request.Query["unit"].ToString(), Request.Query["q"].ToString());
        var found = Samples.Measures.Where(m => (unit == "" || m.Unit == unit) && m.Title.Contains(words, StringComparison.Ordinal));
        Func<Samples.Measure, IComparable> key = Ask.Sort switch
        {
            "title" => m => m.Title,
            "unit" => m => m.Unit,
            "due" => m => m.Due,
            _ => m => m.Code,
        };
        Rows = PageOf.Cut([.. Ask.Descending ? found.OrderByDescending(key) : found.OrderBy(key)], Ask);
    }

    public void OnGet()
    {
        Name = "กำกับการยืมใช้ทรัพย์สินให้ตรวจสอบได้ทุกครั้ง";
        Unit = "treasury";
        Budget = 20_000m;
        Score = 87.8m;
        Respondents = 41;
        Output = "ยืม 31 ครั้ง มีใบยืมครบ 31 ครั้ง คืนตรงเวลา 28 ครั้ง";
        EffectiveOn = new DateOnly(2024, 11, 22);
        FollowUp = Round.HalfYear;
        CircularTo = ["office", "treasury"];
    }

    public IActionResult OnPost()
    {
        if (!ModelState.IsValid)
        {
            return new PageResult { StatusCode = StatusCodes.Status400BadRequest };
        }
        TempData.Done("บันทึกแล้ว", $"อ่านวันที่ว่า {ThaiText.Long(EffectiveOn!.Value)}");
        return RedirectToPage();
    }
}
