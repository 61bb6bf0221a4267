using System.Globalization;
using System.Text.RegularExpressions;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain;
using Prongsai.Domain.Papers;

namespace Prongsai.Documents.Checking;

/// <summary>Issues: numbered wrongly or twice, missing, headed differently from the text, or "no flaw" in spite of scores.</summary>
internal sealed class IssueRules : CheckRule
{
    public override string Name => "issue-number";

    public override IReadOnlyList<string> Names => [Name, "issue-missing", "issue-title-differs", "no-flaw-claimed"];

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var book = paper.Book is { Issues.Count: > 0 } own ? own : paper.Lexicon.Exact(paper.MeasuresYear) is { Issues.Count: > 0 } planned ? planned : null;
        if (book is null)
        {
            yield break;
        }
        foreach (var heading in paper.Issues.Where(h => h.Issue is { } no && no != h.PrintedNo))
        {
            var twice = paper.Issues.Any(h => h != heading && h.PrintedNo == heading.PrintedNo);
            yield return Error($"ประเด็น \"{ThaiText.Fit(heading.Name, 60)}\" พิมพ์เป็นประเด็นที่ {CheckContext.Number(heading.PrintedNo)}{(twice ? " ซ้ำกับอีกประเด็น" : string.Empty)} ควรเป็นประเด็นที่ {CheckContext.Number(heading.Issue!.Value)}", "ประเด็นทั้ง 7 มีลำดับตามประกาศ", heading.Piece.At, $"แก้เป็นประเด็นที่ {CheckContext.Number(heading.Issue.Value)}");
        }
        foreach (var group in paper.Issues.Where(h => h.Issue is not null && h.Issue == h.PrintedNo).GroupBy(h => h.Issue).Where(g => g.Count() > 1 && g.Select(h => h.Piece.Node).Distinct().Count() > 1 && paper.Issues.Count <= 10))
        {
            yield return Warning($"ประเด็นที่ {CheckContext.Number(group.Key!.Value)} มีหัวข้อซ้ำ {CheckContext.Number(group.Count())} ครั้ง", "แต่ละประเด็นควรมีหัวข้อเดียว", group.Last().Piece.At, "รวมเป็นหัวข้อเดียว");
        }
        foreach (var finding in Missing(paper, book).Concat(Titles(paper, book)).Concat(NoFlaw(paper, book)))
        {
            yield return finding;
        }
    }

    private IEnumerable<CheckFinding> Missing(CheckContext paper, Domain.Rules.Rulebook book)
    {
        var headed = paper.Issues.Select(h => h.Issue).OfType<int>().ToHashSet();
        var measured = paper.Paper.Measures.Select(m => (m, No: paper.Lexicon.IssueOf(m.Title))).Where(m => m.No is not null).ToList();
        var there = headed.Count >= 3 ? headed : measured.Count >= 4 ? measured.Select(m => m.No!.Value).ToHashSet() : null;
        var missing = there is null ? [] : book.Issues.Where(i => !there.Contains(i.No)).ToList();
        if (missing.Count > 0)
        {
            yield return Warning($"ขาด {string.Join(", ", missing.Select(i => $"ประเด็นที่ {CheckContext.Number(i.No)} {i.Name}"))}", $"ปี {book.Year} ต้องครบ {CheckContext.Number(book.Issues.Count)} ประเด็น", headed.Count >= 3 ? paper.Issues[^1].Piece.At : measured[^1].m.At, "เพิ่มประเด็นที่ขาด") with { Rule = "issue-missing" };
        }
    }

    private IEnumerable<CheckFinding> Titles(CheckContext paper, Domain.Rules.Rulebook book)
    {
        foreach (var heading in paper.Issues.Where(h => h.Issue is not null).DistinctBy(h => h.Issue))
        {
            var official = ThaiText.Key(book.Issues.First(i => i.No == heading.Issue).Name);
            var printed = ThaiText.Key(heading.Name);
            if (printed == official || printed.StartsWith(official, StringComparison.Ordinal))
            {
                continue;
            }
            var elsewhere = paper.Pieces.FirstOrDefault(p => p != heading.Piece && p.Key.Contains(official, StringComparison.Ordinal));
            yield return Warning($"ชื่อประเด็นที่ {CheckContext.Number(heading.Issue!.Value)} \"{ThaiText.Fit(heading.Name, 90)}\" ไม่ตรงกับ{(elsewhere is null ? "ชื่อทางการ" : "ชื่อที่ใช้ในเนื้อหาและชื่อทางการ")}", $"ชื่อทางการคือ {book.Issues.First(i => i.No == heading.Issue).Name}", heading.Piece.At, "ใช้ชื่อทางการให้ตรงกันทั้งฉบับ") with
            { Rule = "issue-title-differs", AlsoAt = elsewhere is null ? [] : [elsewhere.At] };
        }
    }

    private static IEnumerable<CheckFinding> NoFlaw(CheckContext paper, Domain.Rules.Rulebook book)
    {
        var scores = paper.Paper.Questions.Where(q => q.Score is not null).Select(q => (q.Code, Score: q.Score!.Value, q.At))
            .Concat(paper.Paper.Items.Where(i => i.Score is not null).Select(i => (i.Code, Score: i.Score!.Value, i.At))).ToLookup(s => s.Code);
        var claimed = new List<(ReadIssueText Text, string Code, decimal Score)>();
        foreach (var text in paper.Paper.IssueTexts.Where(t => t.Kind == "flaw" && t.Issue is not null && paper.Data.Wording.NoFlaw.Any(w => t.Text.Contains(w, StringComparison.Ordinal))))
        {
            var issue = book.Issues.FirstOrDefault(i => i.No == text.Issue);
            var low = (issue?.Questions ?? []).Concat(issue?.Items ?? []).SelectMany(c => scores[c]).Where(s => s.Score < 100).OrderBy(s => s.Score).FirstOrDefault();
            if (low.Code is not null)
            {
                claimed.Add((text, low.Code, low.Score));
            }
        }
        if (claimed.Count > 0)
        {
            var worst = claimed.MinBy(c => c.Score);
            yield return new CheckFinding(worst.Score < 95 ? ProblemSeverity.Warning : ProblemSeverity.Info, "no-flaw-claimed",
                $"กล่าวว่าไม่มีข้อบกพร่อง แต่มีข้อที่ได้คะแนนไม่เต็ม: {string.Join(", ", claimed.OrderBy(c => c.Score).Select(c => $"ประเด็นที่ {CheckContext.Number(c.Text.Issue!.Value)} ข้อ {c.Code} {CheckContext.Score(c.Score)}"))}",
                "คะแนนที่ไม่เต็มแปลว่ามีผู้ตอบบางคนเห็นข้อบกพร่อง", worst.Text.At, "เขียนว่าผู้ตอบส่วนน้อยเห็นข้อบกพร่องใด และจะปรับปรุงอย่างไร")
            { AlsoAt = [.. claimed.Where(c => c != worst).Select(c => c.Text.At)] };
        }
    }
}

/// <summary>Sections that begin with 2.</summary>
internal sealed partial class SectionNumbering : CheckRule
{
    public override string Name => "section-numbering";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var sections = paper.Lines.Where(p => p.Text.Length < 170).Select(p => (Piece: p, Match: Number().Match(p.Text))).Where(s => s.Match.Success)
            .Select(s => (s.Piece, No: int.Parse(ThaiDigits.ToArabic(s.Match.Groups["n"].Value), CultureInfo.InvariantCulture))).ToList();
        if (sections.Count == 0)
        {
            yield break;
        }
        var first = sections[0];
        if (first.No is >= 2 and <= 9)
        {
            yield return Warning($"หัวข้อเริ่มที่ข้อ {CheckContext.Number(first.No)} โดยไม่มีข้อ 1", "ลำดับหัวข้อขาด", first.Piece.At, "เพิ่มเลข 1 หน้าหัวข้อแรก หรือเรียงเลขใหม่");
        }
    }

    [GeneratedRegex(@"^\s*(?<n>[0-9๐-๙]{1,2})[.)]\s*(?=[ก-ฮเ-ไA-Z])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Number();
}

/// <summary>A memorandum without its running number.</summary>
internal sealed partial class MemoNumberMissing : CheckRule
{
    public override string Name => "memo-number-missing";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        foreach (var piece in paper.Lines.Where(p => p.Text.Length < 120))
        {
            if (Without().IsMatch(piece.Text))
            {
                yield return Warning($"หนังสือยังไม่มีเลขที่: \"{ThaiText.Fit(piece.Text, 60)}\"", "หนังสือราชการต้องมีเลขทะเบียนหนังสือส่ง", piece.At, "ลงเลขที่หนังสือหลังเครื่องหมาย /");
            }
        }
    }

    [GeneratedRegex(@"^\s*ที่\s*(?:[ก-ฮ]{1,4}\.?\s?[0-9๐-๙]{3,6}(?:[.\s][0-9๐-๙]{1,4})?\s*/\s*(?:[.…_–-]+\s*)?(?=$|วันที่|\s)(?!\s*[0-9๐-๙])|(?:[.…_]{2,}|/)\s*(?:วันที่|$)|วันที่)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Without();
}

/// <summary>"ภาพที่ ๑" with no picture.</summary>
internal sealed partial class PictureMissing : CheckRule
{
    public override string Name => "picture-missing";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.Document.Format is not ("text" or "markdown"))
        {
            // Pictures of other formats are not read, so nothing can be said of them.
            yield break;
        }
        var captions = paper.Lines.Where(p => p.Text.Length < 120 && Caption().IsMatch(p.Text)).ToList();
        var empty = captions.Where(c => !Beside(paper, c.Node)).ToList();
        if (empty.Count > 0)
        {
            yield return Warning($"มีคำบรรยายแต่ไม่มีภาพ: {string.Join(", ", empty.Take(5).Select(e => $"\"{ThaiText.Fit(e.Text, 30)}\""))}", "ภาพอาจหลุดหายเมื่อแปลงไฟล์", empty[0].At, "ใส่ภาพหรือตารางคะแนน หรือลบคำบรรยาย") with { AlsoAt = [.. empty.Skip(1).Select(e => e.At)] };
        }
    }

    private static bool Beside(CheckContext paper, int node) =>
        (node > 0 && paper.Nodes[node - 1] is Grid) || (node + 1 < paper.Nodes.Count && paper.Nodes[node + 1] is Grid)
        || paper.Nodes.Skip(Math.Max(0, node - 1)).Take(3).OfType<Line>().Any(l => l.Text.Contains("![", StringComparison.Ordinal) || l.Text.Contains("<img", StringComparison.Ordinal) || (l.Text.StartsWith('[') && l.Text.EndsWith(']')));

    [GeneratedRegex(@"^\s*(?:ภาพ|รูป|แผนภูมิ|กราฟ)(?:ภาพ)?(?:ที่)\s*[0-9๐-๙]{1,2}(?:\s|:|\.|$)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Caption();
}

/// <summary>A column or a section headed as done that holds what should be done.</summary>
internal sealed partial class NotAsHeaded : CheckRule
{
    public override string Name => "column-not-as-headed";

    public override IReadOnlyList<string> Names => [Name, "section-not-as-headed"];

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var wording = paper.Data.Wording;
        var columns = new List<(string Head, Place At)>();
        foreach (var grid in paper.Nodes.OfType<Grid>().Where(g => g.Rows.Count >= 2))
        {
            foreach (var head in grid.Rows[0].Filled.Where(c => c.Text.Length < 70 && IsDoneHead(c.Text)))
            {
                var cells = grid.Rows.Skip(1).Select(r => r[head.Column]).Where(c => !c.IsEmpty && c.Text.Length >= 20).ToList();
                var wish = cells.Count(c => wording.AdviceWords.Any(w => c.Text.Contains(w, StringComparison.Ordinal)));
                var done = cells.Exists(c => wording.DoneWords.Any(w => c.Text.Contains(w, StringComparison.Ordinal)) || c.Text.Any(IsDigit));
                if (cells.Count > 0 && !done && wish * 2 >= cells.Count)
                {
                    columns.Add((head.Text, head.At with { Table = head.At.Table ?? grid.At.Table, Row = head.At.Row ?? grid.Rows[0].At.Row, Line = head.At.Line ?? grid.Rows[0].At.Line, Text = head.Text }));
                }
            }
        }
        if (columns.Count > 0)
        {
            yield return Warning($"คอลัมน์ \"{ThaiText.Fit(columns[0].Head, 60)}\" มีแต่ข้อเสนอแนะ ไม่ใช่สิ่งที่ดำเนินการแล้ว{OfficialNamesMisspelt.Times(columns.Count)}", "หัวคอลัมน์บอกว่าทำแล้ว แต่ข้อความไม่มีวันที่ จำนวน หรือคำว่าได้ทำ", columns[0].At, "เขียนสิ่งที่ทำแล้วพร้อมวันที่และหลักฐาน หรือเปลี่ยนหัวคอลัมน์เป็นข้อเสนอแนะ") with
            { AlsoAt = [.. columns.Skip(1).Select(c => c.At)] };
        }
        foreach (var heading in paper.Lines.Where(p => p.Text.Length < 170 && DoneSection().IsMatch(p.Text)))
        {
            if (heading.Node + 1 >= paper.Nodes.Count || paper.Nodes[heading.Node + 1] is not Grid next)
            {
                continue;
            }
            var measures = paper.Paper.Measures.Where(m => paper.Order(m.At) > heading.Order && m.At.Table == next.At.Table && m.At.Page == next.At.Page && m.At.Sheet == next.At.Sheet).ToList();
            if (measures.Count > 0 && measures.All(m => !CheckContext.IsDone(m)))
            {
                yield return Warning($"หัวข้อ \"{ThaiText.Fit(heading.Text, 80)}\" เป็นผลการดำเนินการ แต่ตารางมีเพียงสิ่งที่จะทำ", "ตารางไม่มีคอลัมน์ผล", heading.At, "เพิ่มคอลัมน์ผลการดำเนินการพร้อมวันที่และหลักฐาน หรือเปลี่ยนหัวข้อเป็นมาตรการ") with { Rule = "section-not-as-headed" };
            }
        }
    }

    private static bool IsDigit(char c) => char.IsAsciiDigit(c) || c is >= '๐' and <= '๙';

    private static bool IsDoneHead(string text)
    {
        var key = ThaiText.Key(text);
        return (key.Contains("ได้ดำเนินการ", StringComparison.Ordinal) || key.Contains("ดำเนินการแล้ว", StringComparison.Ordinal) || key.Contains("ที่ทำแล้ว", StringComparison.Ordinal) || key.Contains("ได้ปรับปรุง", StringComparison.Ordinal)) && !key.Contains("ยังไม่", StringComparison.Ordinal);
    }

    [GeneratedRegex(@"^\s*(?:[0-9๐-๙]{1,2}(?:\.[0-9๐-๙]{1,2})?[.)]?\s*)?(?:ผลการดำเนินการ|ผลการดำเนินงาน|สรุปผลการดำเนิน|รายงานผลการดำเนิน)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex DoneSection();
}

/// <summary>Two documents in one file, and a title that changes.</summary>
internal sealed partial class DocumentsAndTitles : CheckRule
{
    public override string Name => "several-documents";

    public override IReadOnlyList<string> Names => [Name, "title-alternates"];

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var kinds = paper.Paper.Kind.Split('+');
        var report = paper.Paper.Measures.FirstOrDefault(CheckContext.IsDone);
        if (kinds.Contains("measures-report") && kinds.Contains("analysis") && paper.HasScores && report is not null && paper.Paper.Indicators.Count > 0)
        {
            var first = paper.Paper.Indicators.Min(i => paper.Order(i.At));
            if (paper.Order(report.At) < first)
            {
                yield return Warning("ไฟล์เดียวมีสองเอกสาร: รายงานผลตามมาตรการอยู่ก่อนรายงานการวิเคราะห์ผลการประเมิน", "เป็นเอกสารคนละข้อของแบบ OIT และลำดับกลับกัน", report.At, "แยกเป็นสองไฟล์ หรือเรียงการวิเคราะห์ มาตรการ แล้วจึงรายงานผล");
            }
        }
        var titles = new List<(string Middle, Place At, string Text)>();
        foreach (var piece in paper.Lines)
        {
            // A heading broken over two lines is one title.
            var text = piece.Text.Length < 90 && paper.Nodes.ElementAtOrDefault(piece.Node + 1) is Line { Text.Length: < 90 } next && !piece.Key.Contains("ความโปร่งใส", StringComparison.Ordinal) ? piece.Text + next.Text : piece.Text;
            foreach (Match match in Title().Matches(Keyed.Of(text).Key))
            {
                titles.Add((match.Groups["m"].Value, piece.At, match.Value));
            }
        }
        var different = titles.Where(t => t.Middle.Length <= 40).GroupBy(t => t.Middle).ToList();
        if (different.Count > 1)
        {
            yield return Warning($"ชื่อเอกสารไม่ตรงกัน: {string.Join(" / ", different.Select(d => $"\"{d.First().Text}\""))}", "เอกสารฉบับเดียวต้องใช้ชื่อเดียว", different[1].First().At, "เลือกชื่อเดียวแล้วใช้ให้ตรงกันทั้งฉบับ") with { Rule = "title-alternates", AlsoAt = [different[0].First().At] };
        }
    }

    [GeneratedRegex(@"รายงานผลการดำเนิน(?<m>(?:การ|งาน)(?:เพื่อ|ตาม|ด้าน)?(?:มาตรการ)?(?:เพื่อ|การ)?)(?:ส่งเสริมคุณธรรม)", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Title();
}

/// <summary>One body under two names: กลุ่มประชาคม here, สภาประชาคม there.</summary>
internal sealed class BodyTwoNames : CheckRule
{
    private const int TailLength = 7;

    public override string Name => "body-two-names";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        string[] heads = ["กลุ่ม", "สภา", "ศูนย์", "ชมรม", "กองทุน", "สมาคม"];
        var found = new Dictionary<string, Dictionary<string, Place>>(StringComparer.Ordinal);
        foreach (var piece in paper.Pieces.Where(p => !p.IsLine || p.Text.Length < 400))
        {
            foreach (var head in heads)
            {
                for (var at = piece.Key.IndexOf(head, StringComparison.Ordinal); at >= 0; at = piece.Key.IndexOf(head, at + 1, StringComparison.Ordinal))
                {
                    var start = at + head.Length;
                    if (start + TailLength > piece.Key.Length || heads.Any(h => string.CompareOrdinal(piece.Key, start, h, 0, h.Length) == 0))
                    {
                        continue;
                    }
                    var tail = piece.Key.Substring(start, TailLength);
                    if (!ThaiText.IsConsonant(tail[0]) && !ThaiText.IsLeadingVowel(tail[0]))
                    {
                        continue;
                    }
                    if (!found.TryGetValue(tail, out var named))
                    {
                        found[tail] = named = new Dictionary<string, Place>(StringComparer.Ordinal);
                    }
                    named.TryAdd(head, piece.Around(at, Math.Min(piece.Key.Length, start + 12)));
                }
            }
        }
        foreach (var (tail, named) in found.Where(f => f.Value.Count > 1))
        {
            if (paper.Data.Kinds.Any(k => ThaiText.Key(k.Kind).StartsWith(tail, StringComparison.Ordinal)))
            {
                continue;
            }
            yield return Warning($"หน่วยเดียวเรียกสองชื่อ: {string.Join(" / ", named.Keys.Select(h => $"\"{h}{tail}…\""))}", "ผู้อ่านไม่รู้ว่าเป็นหน่วยเดียวกันหรือไม่", named.Values.Skip(1).First(), "ใช้ชื่อเดียวตามคำสั่งแต่งตั้งหรือจัดตั้ง") with { AlsoAt = [named.Values.First()] };
        }
    }
}

/// <summary>Thai and Arabic digits side by side.</summary>
internal sealed partial class MixedDigits : CheckRule
{
    public override string Name => "mixed-digits";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var (thai, arabic) = (0, 0);
        Piece? firstThai = null;
        Piece? firstArabic = null;
        var inOne = new List<(string Number, Piece Piece)>();
        foreach (var piece in paper.Pieces)
        {
            var text = Not().Replace(piece.Text, " ");
            var t = text.Count(c => c is >= '๐' and <= '๙');
            var a = text.Count(char.IsAsciiDigit);
            (thai, arabic) = (thai + t, arabic + a);
            firstThai ??= t > 0 ? piece : null;
            firstArabic ??= a > 0 ? piece : null;
            inOne.AddRange(Both().Matches(text).Select(m => (m.Value, piece)));
        }
        if (inOne.Count > 0 || (Math.Min(thai, arabic) >= 4 && Math.Min(thai, arabic) * 40 >= Math.Max(thai, arabic)))
        {
            var place = inOne.Count > 0 ? inOne[0].Piece : thai >= arabic ? firstArabic! : firstThai!;
            yield return Warning($"ใช้เลขไทยและเลขอารบิกปนกัน (เลขไทย {CheckContext.Number(thai)} ตัว เลขอารบิก {CheckContext.Number(arabic)} ตัว){(inOne.Count > 0 ? $" แม้ในจำนวนเดียวกัน เช่น \"{inOne[0].Number}\"" : string.Empty)}",
                "หนังสือราชการใช้เลขแบบเดียวกันทั้งฉบับ", place.At, thai >= arabic ? "เปลี่ยนเลขอารบิกเป็นเลขไทย ยกเว้นรหัสและที่อยู่เว็บไซต์" : "เปลี่ยนเลขไทยเป็นเลขอารบิกทั้งฉบับ");
        }
    }

    // Addresses, phone numbers, codes with a letter and English names keep their digits.
    [GeneratedRegex(@"(?:https?://|www\.)\S+|\S+@\S+|[A-Za-z]+[-.]?\s?[0-9]+|[0-9]+(?=[A-Za-z])|โทร\S*\s*[0-9๐-๙ -]+|[0-9]{1,3}-[0-9]{3,4}-?[0-9]{0,4}", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Not();

    [GeneratedRegex(@"(?:[0-9]+[๐-๙]+|[๐-๙]+[0-9]+)[0-9๐-๙]*", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Both();
}
