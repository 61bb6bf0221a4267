using System.Text;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Writing;
using Prongsai.Domain;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.Examples;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Items;

/// <summary>
/// The whole list of 2568 of the worked example before the public: what its own work answers is published from there, the rest is written. One save
/// for all of it, because the first start waits for it.
/// </summary>
internal sealed class ExampleItems(AppDbContext db, PublishEdition publish, RulebookSet rules, Standings standings, FileStore files, CurrentOrganisation organisation, TimeProvider clock) : IExampleLoader
{
    private const string By = "นักวิเคราะห์นโยบายและแผน";
    private const string Second = "ปลัดองค์การบริหารส่วนตำบล";
    private static readonly FiscalYear Year = new(2568);

    public async Task Load(CancellationToken stop)
    {
        var book = rules.Find(Year) ?? throw new InvalidOperationException("The example needs the rules of 2568.");
        var fed = await Feed(book, stop);
        var units = await db.Units.AsNoTracking().ToDictionaryAsync(u => u.Name, u => u.Id, stop);
        var now = clock.GetUtcNow();
        foreach (var answer in ExampleAnswers.All)
        {
            if (book.ItemOfKind(answer.Kind) is not { } item)
            {
                continue;
            }
            var work = new ItemWork
            {
                Year = Year,
                Number = (short)item.Number,
                UnitId = units.TryGetValue(answer.Unit, out var unit) ? unit : null,
                DueOn = new DateOnly(2025, 4, 15),
                ChangedAt = now,
                ChangedBy = By,
            };
            db.ItemWorks.Add(work);
            // The first item still waits for its second pair of eyes and its ticks, so that the office sees what that looks like.
            if (item != book.Items[0])
            {
                work.Ticks = [.. item.Elements.Select(e => new Tick(e.Text, By, now))];
            }
            if (fed.Contains(item.Number))
            {
                continue;
            }
            (work.Summary, work.Body, work.AsOf, work.Version) = (answer.Where, answer.Body, answer.YearBefore ? Year.Previous.LastDay : new DateOnly(2025, 3, 31), 1);
            work.Links = [.. answer.Links.Select(l => new PublishedLink(l.Title, l.Address))];
            var held = answer.File is { } paper ? new[] { await Keep(item, paper, now, stop) } : [];
            work.Files.AddRange(held.Select((f, i) => new ItemWorkFile { FileId = f.Id, Sort = i }));
            var edition = PublishItem.Make(work, item.Title, held, number: 1, reason: null, now, By);
            db.Editions.Add(edition);
            db.Record("item.written", "item", KeepItem.Subject(Year, item.Number), "ตัวอย่าง", new { version = 1 });
            db.Record("edition.published", "edition", PublishEdition.Subject(edition.Kind, Year), null, new { year = Year.Value, kind = edition.Kind, number = 1, sha256 = Convert.ToHexStringLower(edition.ContentSha256), items = edition.Items });
            if (item != book.Items[0] && item.Number % 7 != 3)
            {
                work.ConfirmedMark = OfficeItem.SeenOf([edition.ContentSha256]);
                (work.ConfirmedAt, work.ConfirmedBy, work.ConfirmedWords) = (now, Second, "เปิดจากโทรศัพท์แล้ว อ่านได้ครบ");
            }
        }
        await db.SaveChangesAsync(stop);
    }

    /// <summary>Publishes what the example's own work offers for the year; the numbers of the items it answers.</summary>
    private async Task<HashSet<int>> Feed(Rulebook book, CancellationToken stop)
    {
        var answered = new HashSet<int>();
        foreach (var offer in (await standings.All(stop)).Where(s => s.Offer is not null && s.Kind is PublishedKinds.MeasuresPlan or PublishedKinds.MeasuresResult && PublicItems.ItemFor(s.Kind, s.Year, rules)?.Year == Year).ToList())
        {
            if ((await publish.Do(offer.Kind, offer.Year, null, new HashSet<string>(StringComparer.Ordinal), null, stop)).IsOk)
            {
                answered.Add(book.ItemOfKind(PublishedKinds.Answers(offer.Kind)!.Value.ItemKind)!.Number);
            }
        }
        return answered;
    }

    private async Task<StoredFile> Keep(DisclosureItem item, (string Name, string Table) paper, DateTimeOffset now, CancellationToken stop)
    {
        var rows = paper.Table.Split('\n').Select(r => r.Split(',')).ToList();
        var isWord = paper.Name.EndsWith(".docx", StringComparison.Ordinal);
        var bytes = !isWord ? Encoding.UTF8.GetBytes("\uFEFF" + paper.Table + "\n") : DocxWriter.Write(new Document
        {
            Title = item.Title,
            Author = organisation.Card.Name,
            Font = organisation.Card.PaperFont,
            Digits = organisation.Card.Digits,
            WrittenAt = now,
            Blocks =
            [
                new Heading(1, $"{item.Title} {organisation.Card.Name}"),
                new Paragraph("เอกสารตัวอย่าง ตัวเลขสมมติ", firstLineIndentCm: 2.5m),
                new Table(item.Title, [.. rows[0].Select((t, i) => new Column(t, 1m / rows[0].Length, i == 0 ? Alignment.Start : Alignment.Centre))], [.. rows.Skip(1).Select(r => new TableRow([.. r.Select(c => new TableCell(c))]))]),
            ],
        });
        var type = isWord ? "application/vnd.openxmlformats-officedocument.wordprocessingml.document" : "text/csv";
        return (await files.AddOwn(bytes, paper.Name, type, stop)).Value;
    }
}
