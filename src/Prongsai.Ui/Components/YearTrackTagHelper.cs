using Microsoft.AspNetCore.Mvc.Rendering;
using Microsoft.AspNetCore.Razor.TagHelpers;

namespace Prongsai.Ui;

/// <summary>What the template of the year track draws.</summary>
public sealed record YearTrackModel(YearTrack Track, bool Full)
{
    public static string Number(int index) => ThaiText.ThaiDigits((index + 1).ToString(System.Globalization.CultureInfo.InvariantCulture));

    public static string Class(Stop stop)
    {
        ArgumentNullException.ThrowIfNull(stop);
        return stop.State switch
        {
            StopState.Done => "stop--done",
            StopState.Now => "stop--now",
            StopState.Due => "stop--due",
            StopState.Late => "stop--late",
            _ => "stop--wait",
        };
    }
}

/// <summary>
/// <c>&lt;year-track of="Model.Track" full="true" /&gt;</c> on the start page. On other pages set <c>ViewData.Track</c> and the layout draws the bar.
/// </summary>
[HtmlTargetElement("year-track", Attributes = "of", TagStructure = TagStructure.NormalOrSelfClosing)]
public sealed class YearTrackTagHelper(IHtmlHelper html) : PartTagHelper(html)
{
    public YearTrack Of { get; set; } = null!;

    /// <summary>With notes, as a box on the start page.</summary>
    public bool Full { get; set; }

    public override Task ProcessAsync(TagHelperContext context, TagHelperOutput output) => Draw(output, "_YearTrack", new YearTrackModel(Of, Full));
}
