using Microsoft.AspNetCore.Html;
using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Prongsai.Ui;

/// <summary><c>&lt;tag state="Late"&gt;เกิน 4 วัน&lt;/tag&gt;</c>: a state with a shape before its word, so colour is never alone. Wait is "not yet".</summary>
[HtmlTargetElement("tag")]
public sealed class TagTagHelper : TagHelper
{
    public StopState State { get; set; } = StopState.Wait;

    /// <summary>Without a ground, in long columns.</summary>
    public bool Plain { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", Css(State) + (Plain ? " tag--plain" : ""));
    }

    internal static string Css(StopState state) => state switch
    {
        StopState.Done => "tag tag--done",
        StopState.Now => "tag tag--now",
        StopState.Due => "tag tag--due",
        StopState.Late => "tag tag--late",
        _ => "tag",
    };
}

/// <summary>
/// <c>&lt;certainty of="item.Certainty" /&gt;</c> beside a datum of the rulebook: ยังไม่ยืนยัน, จากเอกสารตัวอย่าง, ไม่ทราบ. What is verified stays quiet unless
/// <c>always="true"</c>. Takes any enum with the members Verified, FromSeeds, Unverified and Unknown (this project does not know the Domain's).
/// </summary>
[HtmlTargetElement("certainty", Attributes = "of", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class CertaintyTagHelper : TagHelper
{
    public Enum? Of { get; set; }

    public bool Always { get; set; }

    public override void Process(TagHelperContext context, TagHelperOutput output)
    {
        ArgumentNullException.ThrowIfNull(output);
        var (state, words) = Of?.ToString() switch
        {
            "Verified" => (StopState.Done, "ยืนยันแล้ว"),
            "FromSeeds" => (StopState.Wait, "จากเอกสารตัวอย่าง"),
            "Unverified" => (StopState.Due, "ยังไม่ยืนยัน"),
            "Unknown" or null => (StopState.Due, "ไม่ทราบ"),
            var other => throw new InvalidOperationException($"<certainty of=\"{other}\">: known are Verified, FromSeeds, Unverified and Unknown."),
        };
        if (state is StopState.Done && !Always)
        {
            output.SuppressOutput();
            return;
        }
        output.TagName = "span";
        output.TagMode = TagMode.StartTagAndEndTag;
        output.Attributes.SetAttribute("class", TagTagHelper.Css(state));
        output.Content.SetContent(words);
    }
}

/// <summary>One row of a summary list, as its template draws it.</summary>
public sealed record Fact(string Term, IHtmlContent? Content, string? Act, string ActWords);

/// <summary><c>&lt;fact term="ระยะเวลา" act="/…"&gt;…&lt;/fact&gt;</c> inside <c>&lt;dl class="rows"&gt;</c>.</summary>
[HtmlTargetElement("fact", Attributes = "term")]
public sealed class FactTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    public string Term { get; set; } = "";

    /// <summary>Where the value can be changed; null when it cannot.</summary>
    public string? Act { get; set; }

    /// <summary>The word of that link; the term follows it for those who only hear it.</summary>
    public string ActWords { get; set; } = "แก้ไข";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        await Draw(output, "_Fact", new Fact(Term, await Inside(output), Act, ActWords));
}

/// <summary>One task of a task list.</summary>
/// <param name="Title">What is to be done.</param>
/// <param name="Href">Where; null when it cannot be done yet.</param>
/// <param name="State">Shape and colour of its tag.</param>
/// <param name="Words">The tag's words.</param>
/// <param name="Hint">Why it matters, what stands in the way.</param>
public sealed record TaskItem(string Title, string? Href, StopState State, string Words, string? Hint = null);

/// <summary><c>&lt;tasks of="Model.Tasks" /&gt;</c>.</summary>
[HtmlTargetElement("tasks", Attributes = "of", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TasksTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    public IEnumerable<TaskItem> Of { get; set; } = [];

    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Draw(output, "_Tasks", Of.ToList());
}

/// <summary>Tabs, as their template draws them.</summary>
public sealed record TabBar(string Label, IReadOnlyList<MenuItem> Tabs);

/// <summary><c>&lt;tabs label="ส่วนของมาตรการ" of="Model.Tabs" /&gt;</c>: links to pages of their own.</summary>
[HtmlTargetElement("tabs", Attributes = "of", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class TabsTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    public IEnumerable<MenuItem> Of { get; set; } = [];

    public string Label { get; set; } = "ส่วนของหน้านี้";

    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Draw(output, "_Tabs", new TabBar(Label, Of.ToList()));
}

/// <summary>An empty state, as its template draws it.</summary>
public sealed record Empty(string Title, string Icon, IHtmlContent? Content);

/// <summary><c>&lt;empty title="…"&gt;&lt;p&gt;…&lt;/p&gt;&lt;div class="actions"&gt;…&lt;/div&gt;&lt;/empty&gt;</c>: what the page is for, and one button to begin.</summary>
[HtmlTargetElement("empty", Attributes = "title")]
public sealed class EmptyTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    public string Title { get; set; } = "";

    public string Icon { get; set; } = "document";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => await Draw(output, "_Empty", new Empty(Title, Icon, await Inside(output)));
}

/// <summary>One entry of a history.</summary>
/// <param name="What">What happened.</param>
/// <param name="Who">By position.</param>
/// <param name="When">e.g. 9 เม.ย. 2568 14.20 น.</param>
/// <param name="Reason">Why, when a reason was given.</param>
/// <param name="State">Done, now, or to come.</param>
public sealed record HistoryEntry(string What, string? Who, string? When, string? Reason = null, StopState State = StopState.Wait);

/// <summary><c>&lt;history of="Model.History" /&gt;</c>: events in order, also the chain of opinions.</summary>
[HtmlTargetElement("history", Attributes = "of", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class HistoryTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    public IEnumerable<HistoryEntry> Of { get; set; } = [];

    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Draw(output, "_History", Of.ToList());
}

/// <summary>Progress of something countable. <c>IsDue</c> is amber: not enough yet.</summary>
public sealed record Progress(string Label, int Done, int Total, string Unit, bool IsDue = false);

/// <summary><c>&lt;progress-line of="…" /&gt;</c>: a bar with words beside it.</summary>
[HtmlTargetElement("progress-line", Attributes = "of", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class ProgressTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    public Progress Of { get; set; } = null!;

    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Draw(output, "_Progress", Of);
}

/// <summary>How a job stands.</summary>
public enum JobState
{
    Waiting,
    Running,
    Done,
    Failed,
}

/// <summary>A job someone waits for.</summary>
/// <param name="Title">What is being done, e.g. กำลังสร้างรายงาน PDF.</param>
/// <param name="State">How it stands.</param>
/// <param name="Done">Steps done.</param>
/// <param name="Total">Steps in all; 0 when not known.</param>
/// <param name="Unit">What is counted, e.g. หน้า.</param>
/// <param name="Href">This page, to look again.</param>
/// <param name="Result">Where the result is, when done.</param>
/// <param name="Problem">What failed, that the input is safe, what next, a code.</param>
public sealed record Job(string Title, JobState State, int Done, int Total, string Unit, string Href, MenuItem? Result = null, string? Problem = null);

/// <summary><c>&lt;job of="Model.Job" /&gt;</c>: the page asks again every three seconds until it is done, and says that it may be closed.</summary>
[HtmlTargetElement("job", Attributes = "of", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class JobTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    internal const int Seconds = 3;

    public Job Of { get; set; } = null!;

    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output)
    {
        if (Of.State is JobState.Waiting or JobState.Running)
        {
            ViewContext.ViewData.RefreshSeconds = Seconds;
        }
        return Draw(output, "_Job", Of);
    }
}

/// <summary>A confirmation, as its template draws it.</summary>
public sealed record Confirmation(string Title, string Button, bool IsDanger, string Back, string BackWords, IHtmlContent? Content);

/// <summary>
/// <c>&lt;confirm title="ถอน O24 หรือไม่" button="ถอนการเผยแพร่" danger="true" back="/…" back-words="ไม่ถอน กลับหน้าเดิม"&gt;what will happen, a reason&lt;/confirm&gt;</c>:
/// the whole of a page that asks before something hard to undo. There are no dialogs. The content stands inside the form.
/// </summary>
[HtmlTargetElement("confirm", Attributes = "title,button,back")]
public sealed class ConfirmTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    public string Title { get; set; } = "";

    public string Button { get; set; } = "";

    public bool Danger { get; set; }

    public string Back { get; set; } = "";

    public string BackWords { get; set; } = "ไม่ทำ กลับหน้าเดิม";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) =>
        await Draw(output, "_Confirm", new Confirmation(Title, Button, Danger, Back, BackWords, await Inside(output)));
}

/// <summary>A wide table, as its template draws it.</summary>
public sealed record Scroll(string Label, string Cue, IHtmlContent? Content);

/// <summary><c>&lt;scroll label="คะแนนเทียบห้าปี"&gt;&lt;table&gt;…&lt;/table&gt;&lt;/scroll&gt;</c>: the one thing that may be moved sideways, with a cue on phones.</summary>
[HtmlTargetElement("scroll", Attributes = "label")]
public sealed class ScrollTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    public string Label { get; set; } = "";

    public string Cue { get; set; } = "เลื่อนตารางไปทางขวาเพื่อดูส่วนที่เหลือ";

    public override async Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => await Draw(output, "_Scroll", new Scroll(Label, Cue, await Inside(output)));
}

/// <summary>Extracts of papers: text with the figures marked that were read from it.</summary>
public static class Extract
{
    /// <summary>The text, encoded, with marks around what was read.</summary>
    public static IHtmlContent Marked(string text, IEnumerable<ExtractMark> marks)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(marks);
        var to = new Svg();
        var at = 0;
        foreach (var mark in marks.OrderBy(m => m.Start))
        {
            // A mark that overlaps the one before, or lies outside the text, would tear the markup: it is left out.
            if (mark.Start < at || mark.Length <= 0 || mark.Start + mark.Length > text.Length)
            {
                continue;
            }
            to.Text(text[at..mark.Start]).Raw(mark.IsBad ? "<mark class=\"bad\"" : "<mark");
            if (mark.Id is not null)
            {
                to.Raw(" id=\"").Text(mark.Id).Raw("\"");
            }
            to.Raw(">").Text(text.Substring(mark.Start, mark.Length));
            if (mark.IsBad)
            {
                to.Raw("<span class=\"sr\"> ค่าที่น่าสงสัย</span>");
            }
            to.Raw("</mark>");
            at = mark.Start + mark.Length;
        }
        return to.Text(text[at..]).Content;
    }
}

/// <summary>A piece of an extract that was read as a figure.</summary>
/// <param name="Start">Index of its first character.</param>
/// <param name="Length">Its characters.</param>
/// <param name="IsBad">It is suspected of a misprint.</param>
/// <param name="Id">For links from the value to its place.</param>
public sealed record ExtractMark(int Start, int Length, bool IsBad = false, string? Id = null);
