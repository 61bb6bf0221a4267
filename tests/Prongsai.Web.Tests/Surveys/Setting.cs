using AngleSharp.Dom;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Features.Surveys;

namespace Prongsai.Web.Tests.Surveys;

/// <summary>Surveys made and opened through the office pages.</summary>
internal static class Setting
{
    public static async Task<Survey> Open(Site site, string kind, string entry, string year = "2567", string population = "")
    {
        var office = await site.As("surveys.write", "surveys.texts");
        var made = await office.Post("/surveys/new", ("Kind", kind), ("Year", year));
        var address = made.Location!;
        var opened = await office.Post(address, ("OpensOn.Day", "1"), ("OpensOn.Month", "4"), ("OpensOn.Year", "2568"), ("ClosesOn.Day", "30"), ("ClosesOn.Month", "6"), ("ClosesOn.Year", "2568"), ("Entry", entry), ("Population", population), ("Least", "5"));
        Assert.True(opened.Status is System.Net.HttpStatusCode.Redirect, opened.Status + opened.Text);
        return await Of(site, Guid.Parse(address.Split('/')[^1]));
    }

    public static Task<Survey> Of(Site site, Guid id) => site.Query(db => db.Surveys.SingleAsync(s => s.Id == id));

    /// <summary>Codes as they stand on the slips to print.</summary>
    public static async Task<List<string>> Codes(Site site, Survey survey, int count)
    {
        var office = await site.As("surveys.write", "surveys.texts");
        var slips = await office.Post($"/surveys/{survey.Id}", [("Count", count.ToString(System.Globalization.CultureInfo.InvariantCulture))], "form[action$=codes]");
        Assert.True(slips.Status is System.Net.HttpStatusCode.OK, slips.Status + slips.Location + slips.Text);
        return [.. slips.Document.QuerySelectorAll(".slip__code").Select(c => c.TextContent.Trim())];
    }

    public static async Task<IDocument> Close(Site site, Survey survey)
    {
        var office = await site.As("surveys.write", "surveys.texts");
        var closed = await office.Post($"/surveys/{survey.Id}/close");
        return await office.Page(closed.Location!);
    }
}
