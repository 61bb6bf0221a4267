using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Testing;
using Prongsai.Web.Features.Publication.Items;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Tests.Publication;

/// <summary>What tests of items begin with.</summary>
internal static class Answers
{
    public static readonly FiscalYear Year = new(2568);
    public static readonly byte[] Csv = Encoding.UTF8.GetBytes("เดือน,จำนวน\nตุลาคม,41\n");

    /// <summary>Saves the answer to an item as the program itself would, with a file beside it.</summary>
    public static Task<ItemWork> Write(this Site site, int number, string words, string? fileName = null, byte[]? file = null, params short[] also) => site.Do(async services =>
    {
        var version = await site.Query(db => db.ItemWorks.Where(w => w.Year == Year && w.Number == number).Select(w => (int?)w.Version).FirstOrDefaultAsync()) ?? 0;
        var input = new AnswerInput("", words, $"{words}\n\n| เดือน | จำนวน |\n|---|---|\n| ตุลาคม | 41 |\n", new DateOnly(2025, 3, 1), [new PublishedLink($"ลิงก์ {words}", "/info/contact")], also, []);
        var saved = await services.GetRequiredService<KeepItem>().Save(Year, number, version, input, fileName is null ? [] : [(new MemoryStream(file ?? Csv), fileName)], CancellationToken.None);
        return saved.IsOk ? saved.Value : throw new InvalidOperationException(saved.Refusal.Text);
    });

    public static Task<Result<Edition>> PublishItem(this Site site, int number, string? reason = null) => site.Do(async services =>
    {
        var version = await site.Query(db => db.ItemWorks.Where(w => w.Year == Year && w.Number == number).Select(w => w.Version).FirstOrDefaultAsync());
        return await services.GetRequiredService<PublishItem>().Now(Year, number, version, reason, CancellationToken.None);
    });

    public static Task<Result<Edition>> WithdrawItem(this Site site, int number, int edition, string reason) =>
        site.Do(services => services.GetRequiredService<Features.Publication.WithdrawEdition>().Do(PublishedKinds.Item(number), Year, edition, reason, CancellationToken.None));

    /// <summary>The file that the answer to an item holds.</summary>
    public static Task<StoredFile> FileOf(this Site site, int number) => site.Query(async db =>
    {
        var work = await db.ItemWorks.Include(w => w.Files).SingleAsync(w => w.Year == Year && w.Number == number);
        return await db.Files.SingleAsync(f => f.Id == work.Files[0].FileId);
    });
}
