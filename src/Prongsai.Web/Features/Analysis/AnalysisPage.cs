using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Prongsai.Domain;
using Prongsai.Domain.Analysis;
using Prongsai.Ui;

namespace Prongsai.Web.Features.Analysis;

/// <summary>What every page of a year's analysis stands on.</summary>
internal abstract class AnalysisPage(AnalysisOf analysis) : PageModel
{
    [BindProperty(SupportsGet = true)]
    public FiscalYear Year { get; set; }

    public AnalysisNow Now { get; private set; } = null!;

    public AnalysisResult Analysis => Now.Analysis;

    /// <summary>Texts of which a newer draft waits beside a person's words.</summary>
    public IReadOnlyList<TextNow> Waiting => [.. Now.Texts.Values.Where(t => t.Waiting is not null).OrderBy(t => t.Key, StringComparer.Ordinal)];

    /// <summary>The parts of the analysis; an issue is one page, since seven on one are forty screenfuls.</summary>
    public IReadOnlyList<MenuItem> Tabs
    {
        get
        {
            var here = Request.Path.Value;
            MenuItem Tab(string text, string href) => new(text, href, href == here);
            var root = $"/analysis/{Year}";
            return
            [
                Tab("ภาพรวม", root),
                Tab("รายเครื่องมือ", root + "/tools"),
                .. Analysis.Issues.Select(i => Tab($"ประเด็นที่ {i.Issue.No}", $"{root}/issues/{i.Issue.No}")),
                .. Analysis.Issues.Count == 0 ? [Tab("รายตัวชี้วัด", root + "/indicators")] : Array.Empty<MenuItem>(),
            ];
        }
    }

    /// <summary>The page a text stands on, and the place on it.</summary>
    public static string PlaceOf(FiscalYear year, string key)
    {
        var root = $"/analysis/{year}";
        var page = key.Split('/')[0] switch
        {
            ['i', 's', 's', 'u', 'e', '-', .. var no] => $"{root}/issues/{no}",
            ['t', 'o', 'o', 'l', '-', ..] => root + "/tools",
            ['i', 'n', 'd', 'i', 'c', 'a', 't', 'o', 'r', '-', ..] => root + "/indicators",
            _ => root,
        };
        return $"{page}#{key.Replace('/', '-')}";
    }

    /// <returns>False when the year has no confirmed result.</returns>
    protected async Task<bool> Load(CancellationToken stop)
    {
        if (await analysis.Of(Year, stop) is not { } now)
        {
            return false;
        }
        Now = now;
        return true;
    }
}
