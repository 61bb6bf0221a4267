using System.Globalization;
using Prongsai.Documents.Writing;
using Prongsai.Domain;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Features.Publication.Watching;

/// <summary>The certificate of availability (หนังสือรับรองการเข้าถึง) as an official paper: what was asked, what answered, and what was not watched.</summary>
internal static class Certificate
{
    public static Document Of(Availability found, OrganisationCard organisation, string askedFrom, DateTimeOffset now) => new()
    {
        Title = $"หนังสือรับรองการเข้าถึงข้อมูลสาธารณะ ปี {found.Year}",
        Subject = $"การเข้าถึงข้อ OIT ปี {found.Year}",
        Author = organisation.Name,
        Font = organisation.PaperFont,
        Digits = organisation.Digits,
        WrittenAt = now,
        Blocks = [.. Blocks(found, organisation, askedFrom, now)],
    };

    /// <summary>Days, or weeks where there are more than 31 of them: what a chart can show.</summary>
    public static IReadOnlyList<(string Name, decimal? Share)> Parts(Availability found)
    {
        if (found.Days.Count <= 31)
        {
            return [.. found.Days.Select(d => (ThaiDate.Short(d.Day), d.Share))];
        }
        return [.. found.Days.GroupBy(d => (d.Day.DayNumber - found.From.DayNumber) / 7).Select(g =>
            ($"{ThaiDate.Short(g.First().Day)} – {ThaiDate.Short(g.Last().Day)}", Availability.ShareOf(g.Sum(d => d.Asked), g.Sum(d => d.Answered))))];
    }

    private static IEnumerable<Block> Blocks(Availability found, OrganisationCard organisation, string askedFrom, DateTimeOffset now)
    {
        yield return new Paragraph([new Run("หนังสือรับรองการเข้าถึงข้อมูลสาธารณะ (OIT)", Bold: true)], Alignment.Centre, KeepWithNext: true) { Points = 20 };
        yield return new Paragraph([new Run($"ปีงบประมาณ {found.Year} {organisation.Name}", Bold: true)], Alignment.Centre, KeepWithNext: true);
        yield return new Paragraph($"ตั้งแต่วันที่ {ThaiDate.Long(found.From)} ถึงวันที่ {ThaiDate.Long(found.Until)}", Alignment.Centre);
        yield return new Paragraph(
            $"ระบบได้เปิดที่อยู่สาธารณะของข้อ OIT ทุกข้อที่เผยแพร่ {found.Items.Count} ข้อ ชั่วโมงละหนึ่งครั้ง {askedFrom} รวม {N(found.Asked)} ครั้ง เปิดได้ {N(found.Answered)} ครั้ง คิดเป็นร้อยละ {Availability.Words(found.Share).TrimEnd('%')} ครั้งที่เปิดไม่ได้ถามซ้ำทันทีหนึ่งครั้งก่อนนับว่าเปิดไม่ได้",
            firstLineIndentCm: 2.5m);
        yield return new Paragraph(
            $"ช่วงเวลานี้ผ่านมาแล้ว {N(found.HoursPassed)} ชั่วโมง ระบบเฝ้าดูอยู่ {N(found.HoursWatched)} ชั่วโมง ชั่วโมงที่เหลือระบบไม่ได้ทำงานหรือยังไม่มีข้อที่เผยแพร่ จึงไม่รับรอง",
            firstLineIndentCm: 2.5m);
        var parts = Parts(found);
        if (parts.Count > 0)
        {
            yield return new Heading(1, "ร้อยละที่เปิดได้ตามช่วงเวลา");
            yield return new Chart(
                "ร้อยละที่เปิดได้",
                found.Failures.Count == 0 ? "เปิดได้ทุกครั้งทุกช่วง" : $"เปิดไม่ได้ {N(found.Asked - found.Answered)} ครั้ง ต่ำสุดร้อยละ {Availability.Words(parts.Min(p => p.Share)).TrimEnd('%')}",
                ChartKind.RankedBars,
                [.. parts.Select(p => p.Name)],
                [new Series("ร้อยละที่เปิดได้", [.. parts.Select(p => p.Share)])],
                []);
        }
        yield return new Heading(1, "รายข้อ");
        yield return new Table(
            "การเข้าถึงรายข้อ",
            [new("ข้อ", 0.09m, Alignment.Centre), new("เรื่อง", 0.41m), new("ถาม (ครั้ง)", 0.12m, Alignment.End), new("เปิดได้", 0.11m, Alignment.End), new("ร้อยละ", 0.11m, Alignment.End), new("ช้าสุด (วินาที)", 0.16m, Alignment.End)],
            [.. found.Items.Select(i => new TableRow([new(i.Code), new(i.Title), new(N(i.Asked)), new(N(i.Answered)), new(Availability.Words(i.Share).TrimEnd('%')), new((i.Slowest / 1000m).ToString("0.0", CultureInfo.InvariantCulture))]))]);
        yield return new Heading(1, "ครั้งที่เปิดไม่ได้");
        if (found.Failures.Count == 0)
        {
            yield return new Paragraph("ไม่มี", firstLineIndentCm: 2.5m);
        }
        else
        {
            yield return new Table(
                "ครั้งที่เปิดไม่ได้",
                [new("วันเวลา", 0.3m), new("ข้อ", 0.12m, Alignment.Centre), new("เหตุ", 0.58m)],
                [.. found.Failures.Take(AvailabilityOf.MostFailures).Select(f => new TableRow([new(ThaiDate.ShortWithTime(f.At)), new(FormattableString.Invariant($"O{f.Number}")), new(f.Why)]))]);
            if (found.Failures.Count > AvailabilityOf.MostFailures)
            {
                yield return new Paragraph($"และอีก {N(found.Failures.Count - AvailabilityOf.MostFailures)} ครั้ง ดูทั้งหมดในบันทึก CSV");
            }
        }
        yield return new Paragraph($"ออกเมื่อ {ThaiDate.ShortWithTime(now)} จากบันทึกของระบบ ลายนิ้วมือ SHA-256 ของบันทึก {found.Fingerprint}") { Points = 12, SpaceBeforePoints = 12 };
        yield return new SignaturePlace(null, "ผู้รับรอง");
    }

    private static string N(int number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
