using Microsoft.AspNetCore.Html;

namespace Prongsai.Ui;

/// <summary>The charts of the product: records in, HTML out. Each brings its title, its finding and the same data as a table.</summary>
public static partial class Charts
{
    /// <summary>The two hatch patterns that all charts of a page share. The layouts put them in once.</summary>
    public static IHtmlContent Definitions { get; } = new HtmlString(
        """<svg width="0" height="0" class="sr" aria-hidden="true"><defs><pattern id="hatch" width="7" height="7" patternUnits="userSpaceOnUse" patternTransform="rotate(45)"><rect class="hatch-bg" width="7" height="7"/><path class="hatch-ln" d="M0 0v7"/></pattern><pattern id="hatch-red" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(-45)"><rect class="hatch-bg--r" width="6" height="6"/><path class="hatch-ln--r" d="M0 0v6"/></pattern></defs></svg>""");
}
