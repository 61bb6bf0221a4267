using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain.Rules;
using Prongsai.Ui;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Features.Assessment.Rules;

/// <summary>A page about one edition of one year's rules. An unknown year is not found.</summary>
internal abstract class RulePage(RulebookSet rules) : PageModel
{
    protected RulebookSet Rules { get; } = rules;

    public Rulebook Book { get; private set; } = null!;

    /// <summary>2567, or 2567.2 for a corrected edition.</summary>
    public string Edition => Book.Id["ita-".Length..];

    public IReadOnlyList<MenuItem> Tabs =>
    [
        Tab("ภาพรวม", ""), Tab($"ข้อที่ต้องเปิดเผย ({Book.Items.Count})", "/items"), Tab($"ข้อคำถาม ({Book.Questions.Count})", "/questions"), Tab("๗ ประเด็น", "/issues"),
    ];

    public IReadOnlyList<Crumb> Crumbs => [new("หน้าเริ่มงาน", "/"), new("หลักเกณฑ์ประจำปี", "/rules"), new($"ปี {Edition}")];

    protected bool Find(string year)
    {
        if (RulesReport.Find(Rules, year) is not { } book)
        {
            return false;
        }
        Book = book;
        return true;
    }

    /// <summary>A search that a person types: anywhere in the text, whatever the case, with or without spaces.</summary>
    protected static bool Says(string? asked, params IEnumerable<string> texts) =>
        string.IsNullOrWhiteSpace(asked) || texts.Any(t => Plain(t).Contains(Plain(asked), StringComparison.OrdinalIgnoreCase));

    private static string Plain(string text) => string.Concat(Domain.ThaiDigits.ToArabic(text).Where(c => !char.IsWhiteSpace(c)));

    private MenuItem Tab(string text, string path) => new(text, $"/rules/{Edition}{path}", HttpContext.Request.Path.Value?.TrimEnd('/') == $"/rules/{Edition}{path}");
}
