using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Prongsai.Documents.Reading;
using Prongsai.Domain;
using Prongsai.Web.Features.Publication.Items;
using Prongsai.Web.Platform.Contents;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Papers;
using Prongsai.Web.Platform.Publishing;

namespace Prongsai.Web.Features.Publication.Readiness;

/// <summary>
/// What the program can see of an item by itself. It decides nothing of the assessor's: a person ticks and a second one confirms. Each check says
/// what was found and what to do.
/// </summary>
internal sealed partial class ItemChecks(OutsideAddress outside, CurrentOrganisation organisation, PublicContent content, PublicEditions editions, FileStore store, IPaperCheck papers, ItemPeriods periods) : IUseCase
{
    public const string Reach = "reach";
    public const string Opens = "files";
    public const string Text = "text";
    public const string Period = "period";
    public const string Years = "year";
    public const string Sides = "sides";
    public const string Links = "links";
    public const string Paper = "paper";

    private static readonly (string Key, string Name)[] Names =
    [
        (Reach, "เปิดหน้าจากทางที่ประชาชนใช้"),
        (Opens, "ไฟล์เปิดได้"),
        (Text, "ไฟล์มีตัวอักษรที่ค้นได้"),
        (Links, "ลิงก์ในเว็บไซต์นี้เปิดได้"),
        (Period, "วันที่อยู่ในช่วงที่ข้อต้องบอก"),
        (Years, "ปีในชื่อและเนื้อหาตรงกัน"),
        (Sides, "มีทั้งฝ่ายการเมืองและฝ่ายประจำ"),
        (Paper, "การตรวจทานเอกสาร"),
    ];

    public static string NameOf(string key) => Array.Find(Names, n => n.Key == key).Name ?? key;

    public async Task<IReadOnlyList<ItemCheck>> Of(OfficeItem item, CancellationToken stop)
    {
        var files = item.Files.Count > 0 || item.HasAnswer ? item.Files : await Public(item, stop);
        var read = new List<(StoredFile File, SourceDocument? Read)>();
        foreach (var file in files)
        {
            read.Add((file, store.Has(file) ? await DocumentReader.Read(await store.Read(file, stop), file.Name, null, stop) : null));
        }
        return
        [
            await Reached(item, stop),
            Opened(read),
            Readable(read),
            await Led(item, stop),
            InPeriod(item),
            Agrees(item, read),
            await BothSides(item, read, stop),
            await Checked(files, stop),
        ];
    }

    /// <summary>Years of the Buddhist era named in a text, Thai or Arabic digits.</summary>
    internal static IReadOnlyList<int> YearsIn(string text) =>
        [.. BuddhistYear().Matches(ThaiDigits.ToArabic(text)).Select(m => int.Parse(m.Value, CultureInfo.InvariantCulture)).Distinct().Order()];

    private async Task<IReadOnlyList<StoredFile>> Public(OfficeItem item, CancellationToken stop)
    {
        var open = await editions.OpenFiles(stop);
        return [.. item.Public.Open.SelectMany(e => open[e.Id]).DistinctBy(f => f.Fingerprint)];
    }

    private async Task<ItemCheck> Reached(OfficeItem item, CancellationToken stop)
    {
        if (item.Public.State is not PublicItemState.Published)
        {
            return new(Reach, ItemCheckState.NotNeeded, "ยังไม่เผยแพร่", "");
        }
        var visit = await outside.Ask(organisation.Card, item.Public.Address, stop);
        return (visit.Answered, outside.IsOutside) switch
        {
            (true, true) => new(Reach, ItemCheckState.Good, "เปิดได้จากที่อยู่ที่ประชาชนใช้", ""),
            (true, false) => new(Reach, ItemCheckState.Good, "เปิดได้จากเครื่องแม่ข่ายเอง", $"ถ้าใช้ชื่อเว็บไซต์จริง ให้ผู้ดูแลระบบตั้ง {OutsideAddress.Setting} จะตรวจผ่านทางที่ประชาชนใช้"),
            _ => new(Reach, ItemCheckState.Bad, visit.Why, "แจ้งผู้ดูแลระบบ ถ้าหน้านี้เปิดไม่ได้ผู้ประเมินจะให้ศูนย์"),
        };
    }

    private static ItemCheck Opened(List<(StoredFile File, SourceDocument? Read)> read)
    {
        if (read.Count == 0)
        {
            return new(Opens, ItemCheckState.NotNeeded, "ไม่มีไฟล์", "");
        }
        var lost = read.Where(r => r.Read is null).Select(r => r.File.Name).ToList();
        var broken = read.Where(r => r.Read is { Blocks.Count: 0 } && IsDocument(r.File) && !IsPdf(r.File)).Select(r => r.File.Name).ToList();
        return (lost.Count, broken.Count) switch
        {
            ( > 0, _) => new(Opens, ItemCheckState.Bad, $"ไฟล์หายจากที่เก็บ: {string.Join(", ", lost)}", "แนบไฟล์ใหม่แล้วเผยแพร่ฉบับใหม่ หรือให้ผู้ดูแลระบบกู้จากสำเนา"),
            (_, > 0) => new(Opens, ItemCheckState.Bad, $"เปิดอ่านไม่ได้: {string.Join(", ", broken)}", "เปิดไฟล์ในเครื่องของท่าน บันทึกใหม่ แล้วแนบแทน"),
            _ => new(Opens, ItemCheckState.Good, $"เปิดได้ครบ {read.Count} ไฟล์", ""),
        };
    }

    private static ItemCheck Readable(List<(StoredFile File, SourceDocument? Read)> read)
    {
        var pdfs = read.Where(r => IsPdf(r.File) && r.Read is not null).ToList();
        var scans = pdfs.Where(r => r.Read!.Blocks.Count == 0 || r.Read.Confidence < 1).Select(r => r.File.Name).ToList();
        return pdfs.Count == 0 ? new(Text, ItemCheckState.NotNeeded, "ไม่มีไฟล์ PDF", "")
            : scans.Count == 0 ? new(Text, ItemCheckState.Good, "PDF ทุกไฟล์ค้นและคัดลอกตัวอักษรได้", "")
            : new(Text, ItemCheckState.Doubtful, $"เป็นภาพสแกน: {string.Join(", ", scans)}", "บันทึก PDF จากโปรแกรม Word แทนการสแกน หรือแนบไฟล์ Word คู่กัน ผู้ที่ใช้โปรแกรมอ่านจออ่านภาพไม่ได้");
    }

    private async Task<ItemCheck> Led(OfficeItem item, CancellationToken stop)
    {
        var links = (item.Work?.Links ?? []).Where(l => l.Address.StartsWith('/')).DistinctBy(l => l.Address).Take(40).ToList();
        var bad = new List<string>();
        foreach (var link in links)
        {
            if (!(await outside.Ask(organisation.Card, link.Address.Split('#')[0], stop)).Answered)
            {
                bad.Add(link.Address);
            }
        }
        var elsewhere = (item.Work?.Links ?? []).Count(l => !l.Address.StartsWith('/'));
        return (links.Count, bad.Count) switch
        {
            (_, > 0) => new(Links, ItemCheckState.Bad, $"เปิดไม่ได้: {string.Join(", ", bad)}", "แก้ที่อยู่ของลิงก์ หรือเผยแพร่หน้าปลายทางก่อน"),
            (0, _) => elsewhere > 0 ? new(Links, ItemCheckState.Doubtful, $"ลิงก์ {elsewhere} ลิงก์อยู่นอกเว็บไซต์นี้ ระบบไม่เปิดให้", "เปิดดูเองทุกลิงก์ ข้อ OIT ต้องเข้าถึงได้จากเว็บไซต์หลักของหน่วยงาน") : new(Links, ItemCheckState.NotNeeded, "ไม่มีลิงก์", ""),
            _ => new(Links, ItemCheckState.Good, $"เปิดได้ครบ {links.Count} ลิงก์", ""),
        };
    }

    private ItemCheck InPeriod(OfficeItem item)
    {
        if (periods.YearOf(item.Rule.Kind, item.Year) is not { } should)
        {
            return new(Period, ItemCheckState.NotNeeded, "ข้อนี้ไม่กำหนดช่วงปีเดียว", "");
        }
        if (item.Work?.AsOf is not { } day)
        {
            return item.HasAnswer ? new(Period, ItemCheckState.Doubtful, "ไม่ได้บอกว่าข้อมูล ณ วันใด", $"ใส่วันที่ของข้อมูล ข้อนี้มักเป็นข้อมูลของปีงบประมาณ {should} (ยังไม่ยืนยัน)") : new(Period, ItemCheckState.NotNeeded, "ยังไม่มีเนื้อหา", "");
        }
        // A report of a year is dated in it or after its end, within the year of the assessment.
        return day >= should.FirstDay && day <= item.Year.LastDay
            ? new(Period, ItemCheckState.Good, $"ข้อมูล ณ {ThaiDate.Short(day)} อยู่ในช่วง", "")
            : new(Period, ItemCheckState.Doubtful, $"ข้อมูล ณ {ThaiDate.Short(day)} อยู่นอกช่วง {ThaiDate.Short(should.FirstDay)} – {ThaiDate.Short(item.Year.LastDay)}", "ตรวจว่าแนบข้อมูลถูกปี (ช่วงนี้ยังไม่ยืนยันกับคู่มือ)");
    }

    private ItemCheck Agrees(OfficeItem item, List<(StoredFile File, SourceDocument? Read)> read)
    {
        if (!item.HasAnswer)
        {
            return new(Years, ItemCheckState.NotNeeded, "ยังไม่มีเนื้อหาที่เขียนที่นี่", "");
        }
        var should = periods.YearOf(item.Rule.Kind, item.Year) ?? item.Year;
        int[] fitting = [item.Year.Value, should.Value];
        // A title or file name that names a year, and none that fits, is last year's; a span of years covers those between.
        var wrong = read.Select(r => r.File.Name).Prepend(item.Title).Prepend(item.Work!.Summary)
            .Where(t => YearsIn(t) is { Count: > 0 } years && !fitting.Any(f => years[0] <= f && f <= years[^1])).ToList();
        if (wrong.Count > 0)
        {
            return new(Years, ItemCheckState.Doubtful, $"บอกปีอื่น: {string.Join(", ", wrong)}", $"ตรวจว่าเป็นเอกสารของปี {should} ถ้าชื่อผิดให้แก้ชื่อ");
        }
        var words = string.Join('\n', read.Where(r => r.Read is not null).SelectMany(r => r.Read!.Blocks.SelectMany(Texts)).Prepend(item.Work.Body).Prepend(item.Work.Summary).Prepend(item.Title).Concat(read.Select(r => r.File.Name)));
        var named = YearsIn(words);
        return named.Count == 0
            ? new(Years, ItemCheckState.Doubtful, "ไม่พบปีในชื่อ เนื้อหา หรือไฟล์", $"เขียนให้เห็นว่าเป็นข้อมูลของปีงบประมาณ {should}")
            : fitting.Any(f => named[0] <= f && f <= named[^1])
                ? new(Years, ItemCheckState.Good, $"พบปี {string.Join(" ", named.Where(y => fitting.Contains(y)).DefaultIfEmpty(named[^1]))} ตามที่ควร", "")
                : new(Years, ItemCheckState.Doubtful, $"พบแต่ปี {string.Join(" ", named)}", $"ตรวจว่าเนื้อหาเป็นของปี {should}");
    }

    private async Task<ItemCheck> BothSides(OfficeItem item, List<(StoredFile File, SourceDocument? Read)> read, CancellationToken stop)
    {
        if (item.Rule.Kind is not ("structure" or "executives") || organisation.Card.Kind is OrganisationKind.Other)
        {
            return new(Sides, ItemCheckState.NotNeeded, "ไม่ใช่ข้อโครงสร้างหรือผู้บริหาร", "");
        }
        var words = string.Join('\n', read.Where(r => r.Read is not null).SelectMany(r => r.Read!.Blocks.SelectMany(Texts)).Prepend(item.Work?.Body ?? "").Prepend(item.Work?.Summary ?? ""));
        var political = words.Contains("ฝ่ายการเมือง", StringComparison.Ordinal);
        var permanent = words.Contains("ฝ่ายประจำ", StringComparison.Ordinal) || words.Contains("ข้าราชการประจำ", StringComparison.Ordinal);
        if (!(political && permanent) && item.Work?.Links.Any(l => l.Address.StartsWith("/info/structure", StringComparison.Ordinal)) == true)
        {
            var people = await content.All.Where(c => c.Kind == ContentKind.Person).Select(c => c.Details).ToListAsync(stop);
            (political, permanent) = (political || people.Any(p => p.Side is PersonSide.Political), permanent || people.Any(p => p.Side is PersonSide.Permanent));
        }
        return (political, permanent) switch
        {
            (true, true) => new(Sides, ItemCheckState.Good, "พบทั้งสองฝ่าย", ""),
            _ => new(Sides, ItemCheckState.Bad, political ? "ไม่พบฝ่ายประจำ" : permanent ? "ไม่พบฝ่ายการเมือง" : "ไม่พบทั้งฝ่ายการเมืองและฝ่ายประจำ", "องค์กรปกครองส่วนท้องถิ่นต้องแสดงทั้งสองฝ่าย เพิ่มในเนื้อหา หรือลิงก์ไปหน้าโครงสร้างและผู้บริหารที่มีครบ"),
        };
    }

    private async Task<ItemCheck> Checked(IReadOnlyList<StoredFile> files, CancellationToken stop)
    {
        var found = new List<PaperCheck>();
        foreach (var file in files.Where(f => IsPdf(f) || f.Name.EndsWith(".docx", StringComparison.OrdinalIgnoreCase)))
        {
            if (await papers.Of(file.Id, stop) is { IsAboutIta: true } check)
            {
                found.Add(check);
            }
        }
        var (errors, warnings) = (found.Sum(c => c.Errors), found.Sum(c => c.Warnings));
        return found.Count == 0 ? new(Paper, ItemCheckState.NotNeeded, "ไม่มีเอกสาร ITA ให้ตรวจทาน", "")
            : errors > 0 ? new(Paper, ItemCheckState.Bad, $"พบข้อผิด {errors} แห่งในเอกสาร", "เปิดรายการตรวจทาน แก้เอกสารแล้วแนบใหม่ หรือบอกเหตุผลที่ไม่ต้องแก้")
            : warnings > 0 ? new(Paper, ItemCheckState.Doubtful, $"มี {warnings} แห่งที่ควรดู", "เปิดรายการตรวจทานของไฟล์")
            : new(Paper, ItemCheckState.Good, "ไม่พบข้อผิดในเอกสาร", "");
    }

    private static bool IsPdf(StoredFile file) => file.ContentType is "application/pdf";

    private static bool IsDocument(StoredFile file) => Path.GetExtension(file.Name).ToLowerInvariant() is ".docx" or ".xlsx" or ".csv" or ".txt";

    private static IEnumerable<string> Texts(SourceBlock block) => block switch
    {
        SourceParagraph paragraph => [paragraph.Text],
        SourceTable table => table.Rows.Select(r => string.Join(' ', r.Cells.Select(c => c.Text))),
        _ => [],
    };

    [GeneratedRegex("(?<!\\d)25[5-9]\\d(?!\\d)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex BuddhistYear();
}
