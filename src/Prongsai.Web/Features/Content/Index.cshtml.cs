using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Microsoft.AspNetCore.Razor.TagHelpers;
using Microsoft.EntityFrameworkCore;
using Prongsai.Ui;
using Prongsai.Domain;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Content;

/// <summary>Everything of the website, drafts too.</summary>
[Authorize(ContentModule.Read)]
internal sealed class IndexModel(AppDbContext db, PublicRoot root, TimeProvider clock) : PageModel
{
    public Listing Ask { get; private set; } = null!;

    public PageOf<ContentPiece> Rows { get; private set; } = null!;

    public string Root { get; private set; } = "";

    public DateTimeOffset Now => clock.GetUtcNow();

    public IReadOnlyList<Choice> Kinds { get; } = [.. Enum.GetValues<ContentKind>().Select(k => new Choice(KebabCase<ContentKind>.Write(k), ContentWords.Of(k)))];

    public IReadOnlyList<Choice> States { get; } = [.. Enum.GetValues<ContentState>().Select(s => new Choice(KebabCase<ContentState>.Write(s), ContentWords.Of(s)))];

    public IReadOnlyList<Choice> Sections { get; } = ContentWords.Sections(withNews: true);

    public async Task OnGet(string? q, string? kind, string? section, string? state, CancellationToken stop)
    {
        Root = await root.Href(stop);
        Ask = Listing.Of(Request, ["-changed", "title"]);
        var query = db.Contents.AsNoTracking();
        query = string.IsNullOrWhiteSpace(q) ? query : query.Where(c => EF.Functions.ILike(c.Title, $"%{q.Trim()}%"));
        query = Enum.GetValues<ContentKind>().Where(k => KebabCase<ContentKind>.Write(k) == kind).ToList() is [var one] ? query.Where(c => c.Kind == one) : query;
        query = Enum.GetValues<ContentState>().Where(s => KebabCase<ContentState>.Write(s) == state).ToList() is [var stateWanted] ? query.Where(c => c.State == stateWanted) : query;
        query = string.IsNullOrEmpty(section) ? query : query.Where(c => c.Section == section);
        var count = await query.CountAsync(stop);
        query = (Ask.Sort, Ask.Descending) switch
        {
            ("title", false) => query.OrderBy(c => c.Title),
            ("title", true) => query.OrderByDescending(c => c.Title),
            ("changed", false) => query.OrderBy(c => c.ChangedAt),
            _ => query.OrderByDescending(c => c.ChangedAt).ThenByDescending(c => c.Number),
        };
        Rows = new PageOf<ContentPiece>(await query.Skip(Ask.Skip).Take(Ask.Size).ToListAsync(stop), Ask, count);
    }
}

/// <summary>Thai words of kinds and states.</summary>
internal static class ContentWords
{
    public static string Of(ContentKind kind) => kind switch
    {
        ContentKind.Page => "หน้า",
        ContentKind.News => "ข่าว",
        ContentKind.Person => "บุคคล",
        ContentKind.Document => "เอกสาร",
        _ => "ลิงก์",
    };

    public static string Of(ContentState state) => state switch
    {
        ContentState.Draft => "ฉบับร่าง",
        ContentState.Published => "เผยแพร่",
        _ => "ถอนแล้ว",
    };

    public static IReadOnlyList<Choice> Sections(bool withNews = false) =>
        [.. withNews ? new[] { new Choice(ContentPiece.NewsSection, "ข่าวและประกาศ") } : [], .. Section.All.Select(s => new Choice(s.Key, s.Title))];
}

/// <summary><c>&lt;content-state of="row" now="now" /&gt;</c>: what the public sees of it now.</summary>
[HtmlTargetElement("content-state", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ContentStateTagHelper : TagHelper
{
    public object Of { get; set; } = null!;

    public DateTimeOffset Now { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var piece = (ContentPiece)Of;
        var (css, text) = piece.State switch
        {
            ContentState.Draft => ("tag", "ฉบับร่าง"),
            ContentState.Withdrawn => ("tag", "ถอนแล้ว"),
            _ when piece.VisibleFrom > Now => ("tag tag--due", $"เริ่ม {ThaiDate.ShortWithTime(piece.VisibleFrom.Value)}"),
            _ when piece.VisibleUntil <= Now => ("tag", "พ้นกำหนดแสดง"),
            _ => ("tag tag--done", "เผยแพร่อยู่"),
        };
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", css);
        output.Content.SetContent(text);
    }
}
