using System.Net;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Measures;
using Prongsai.Testing;
using Prongsai.Web.Features.Measures;
using Prongsai.Web.Features.Measures.Data;
using Prongsai.Web.Platform.Changes;

namespace Prongsai.Web.Tests.Measures;

/// <summary>What was taken out comes back whole; the organisation's own library measures are changed and hidden, those of the product are not.</summary>
public sealed class KeepingTheLibrary(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task A_measure_taken_out_comes_back_with_a_reason_under_its_number()
    {
        var year = new FiscalYear(2568);
        var measure = new Measure { Year = year, Title = "เอาออกแล้วเอากลับ", From = year.FirstDay, Until = year.LastDay, Steps = [new("ทำ", null, null, year.FirstDay, year.LastDay)] };
        var id = (await site.Do(s => s.GetRequiredService<KeepMeasures>().Add(year, [new NewMeasure(measure)], "measure.added", null, CancellationToken.None))).Value[0];
        var before = await site.Query(db => db.Measures.Include(m => m.Steps).FirstAsync(m => m.Id == id));
        await site.Do(s => s.GetRequiredService<KeepMeasures>().Remove(id, before.Version, "รวมกับเรื่องอื่น", CancellationToken.None));
        var writer = await site.As("measures.write");
        Assert.Equal(HttpStatusCode.BadRequest, (await writer.Post("/measures/2568/removed", ("Chosen", id.ToString()))).Status);
        Assert.Equal($"/measures/{id}", (await writer.Post("/measures/2568/removed", ("Chosen", id.ToString()), ("Reason", "แยกใหม่ตามมติที่ประชุม"))).Location);
        var after = await site.Query(db => db.Measures.Include(m => m.Steps).FirstAsync(m => m.Id == id));
        Assert.Equal((before.Number, before.Steps[0].Id), (after.Number, Assert.Single(after.Steps).Id));
        HtmlAssert.Shows(await writer.Page($"/measures/{id}"), "แยกใหม่ตามมติที่ประชุม");
    }

    [Fact]
    public async Task Own_measures_of_the_library_are_changed_with_a_reason_and_hidden_and_shown()
    {
        var writer = await site.As("measures.write");
        await writer.Post("/measures/library/add", ("Title", "เสียงตามสายเรื่องสุจริต"), ("Steps", "เขียนบท\nออกอากาศ"), ("Issues", "issue:7"));
        var own = await site.Query(db => db.OwnLibraryMeasures.FirstAsync());
        var edit = $"/measures/library/{own.Content.Id}/edit";
        HtmlAssert.Shows((await writer.Post(edit, ("Title", "เสียงตามสายประจำสัปดาห์"))).Document, "บอกเหตุผลที่แก้");
        Assert.StartsWith("/measures/library?q=", (await writer.Post(edit, ("Title", "เสียงตามสายประจำสัปดาห์"), ("Reason", "ให้ชัดขึ้น"))).Location, StringComparison.Ordinal);
        HtmlAssert.Shows(await writer.Page("/measures/library?q=เสียงตามสาย"), "เสียงตามสายประจำสัปดาห์");
        Assert.Equal("/measures/library", (await writer.Post(edit, [], "main form[action*='Hide']")).Location);
        HtmlAssert.Shows(await writer.Page("/measures/library"), "มาตรการของเราที่ซ่อนไว้ 1");
        HtmlAssert.Shows(await writer.Page("/measures/library?q=เสียงตามสาย"), "ไม่พบมาตรการที่ตรงกับตัวกรอง");
        Assert.Equal("/measures/library", (await writer.Post(edit, [], "main form[action*='Show']")).Location);
        Assert.Equal(["library-measure.added", "library-measure.changed", "library-measure.hidden", "library-measure.shown"], await site.Query(db => db.Changes.Where(c => c.SubjectId == own.Id.ToString()).OrderBy(c => c.Number).Select(c => c.Kind).ToListAsync()));
        Assert.Equal(HttpStatusCode.NotFound, (await writer.Get("/measures/library/work-manuals/edit")).Status);
    }
}
