using Microsoft.AspNetCore.Mvc.ViewFeatures;

namespace Prongsai.Ui;

/// <summary>One step of the way to this page. The last one has no address: it is this page.</summary>
public sealed record Crumb(string Text, string? Href = null);

/// <summary>The head of a survey or informant page: one name, one line, and perhaps a way to leave at once.</summary>
public sealed record SlimHead(string Name, string? Line = null, string? LeaveHref = null);

/// <summary>What a page tells its layout: <c>@{ ViewData.Title = "…"; ViewData.Crumbs = […]; }</c>.</summary>
public static class PageData
{
    extension(ViewDataDictionary view)
    {
        /// <summary>The page's title without the organisation; the layout adds <c>ข้อผิดพลาด:</c> when something typed is wrong.</summary>
        public string? Title
        {
            get => view["Title"] as string;
            set => view["Title"] = value;
        }

        /// <summary>The way to this page.</summary>
        public IReadOnlyList<Crumb> Crumbs
        {
            get => view["Crumbs"] as IReadOnlyList<Crumb> ?? [];
            set => view["Crumbs"] = value;
        }

        /// <summary>The year track to stand under the head, on every page of the cycle.</summary>
        public YearTrack? Track
        {
            get => view["Track"] as YearTrack;
            set => view["Track"] = value;
        }

        /// <summary>One column of 42 rem.</summary>
        public bool Narrow
        {
            get => view["Narrow"] is true;
            set => view["Narrow"] = value;
        }

        /// <summary>Main content runs to the edges of the window (the public front page).</summary>
        public bool Wide
        {
            get => view["Wide"] is true;
            set => view["Wide"] = value;
        }

        /// <summary>Search engines shall not keep this page.</summary>
        public bool NoIndex
        {
            get => view["NoIndex"] is true;
            set => view["NoIndex"] = value;
        }

        /// <summary>The page has nothing a script would better, so none is loaded: public pages weigh less.</summary>
        public bool NoScript
        {
            get => view["NoScript"] is true;
            set => view["NoScript"] = value;
        }

        /// <summary>Seconds after which a waiting page asks again where scripts are off (meta refresh; with scripts prongsai.js does it in place); null for pages that stand still.</summary>
        public int? RefreshSeconds
        {
            get => view["RefreshSeconds"] as int?;
            set => view["RefreshSeconds"] = value;
        }

        /// <summary>The head of the slim layout.</summary>
        public SlimHead? Slim
        {
            get => view["Slim"] as SlimHead;
            set => view["Slim"] = value;
        }
    }
}
