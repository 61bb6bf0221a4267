using System.Globalization;
using System.Text.RegularExpressions;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain;
using Prongsai.Domain.Papers;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Checking;

/// <summary>A code of an item as it stands in the text: how it was printed, its number, and the words behind it.</summary>
internal sealed record PrintedCode(Piece Piece, int Start, string Printed, int Number, bool Zero, string Rest);

/// <summary>Finds item codes in running text and at the head of lines and cells.</summary>
internal static partial class PrintedCodes
{
    public static IEnumerable<PrintedCode> Of(CheckContext paper)
    {
        var most = paper.Books.Max(b => b.Items.Count);
        foreach (var piece in paper.Pieces)
        {
            foreach (Match match in Code().Matches(piece.Text))
            {
                var digits = ThaiDigits.ToArabic(match.Groups["d"].Value);
                var number = int.Parse(digits, CultureInfo.InvariantCulture);
                var zero = match.Groups["z"].Success;
                var word = match.Groups["w"].Success;
                var rest = piece.Text[(match.Index + match.Length)..];
                if (number == 0 || number > Math.Max(most, 60) || (zero && !word && (match.Index > 0 || digits.Length < 2 || ThaiText.Key(rest).Length < 6 || !ThaiText.IsThaiLetter(rest.TrimStart().FirstOrDefault()) || paper.Lexicon.ItemFor(Codes.Format("OIT", number), Head(rest), paper.Paper.Year?.Value) is null)))
                {
                    continue;
                }
                yield return new PrintedCode(piece, match.Index, match.Value.Trim(), number, zero, rest);
            }
        }
    }

    private static string Head(string rest) => rest.Length > 90 ? rest[..90] : rest;

    [GeneratedRegex(@"(?<w>(?:ข้อ|ตัวชี้วัด|ตัวชี้วัดย่อย)(?:ที่)?\s*)?(?<![0-9๐-๙A-Za-z.,/:])(?:(?<o>[Oo])\s?[-.]?\s?|(?<z>[0๐]))(?<d>[0-9๐-๙]{1,2})(?![0-9๐-๙A-Za-z]|[.,/:][0-9๐-๙])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Code();
}

/// <summary>The digit zero in place of the letter O.</summary>
internal sealed class ZeroForO : CheckRule
{
    public override string Name => "zero-for-o";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var found = paper.PrintedCodes.Where(c => c.Zero).ToList();
        if (found.Count > 0)
        {
            var codes = found.Select(c => $"\"{c.Printed}\"").Distinct().ToList();
            yield return Warning($"รหัสข้อเขียนด้วยเลขศูนย์แทนตัวอักษร O: {string.Join(", ", codes.Take(6))}{(codes.Count > 6 ? " และอื่น ๆ" : string.Empty)}{OfficialNamesMisspelt.Times(found.Count)}",
                "รหัสข้อของแบบ OIT ขึ้นต้นด้วยตัวอักษร O", found[0].Piece.At, $"แก้เป็น {string.Join(", ", found.Select(c => "O" + CheckContext.Number(c.Number)).Distinct().Take(6))}") with
            { AlsoAt = [.. found.Skip(1).Select(c => c.Piece.At)] };
        }
    }
}

/// <summary>The digit one in place of the letter i.</summary>
internal sealed partial class OneForI : CheckRule
{
    public override string Name => "one-for-i";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var found = new List<(string Printed, string Code, Place At)>();
        var byCode = paper.Paper.Questions.Where(q => q.Tool == "IIT").ToLookup(q => paper.Order(q.At));
        foreach (var piece in paper.Pieces)
        {
            var match = Head().Match(piece.Text);
            if (!match.Success)
            {
                continue;
            }
            var own = int.Parse(ThaiDigits.ToArabic(match.Groups["d"].Value), CultureInfo.InvariantCulture);
            var row = byCode[piece.Order].Concat(piece.Row is null ? [] : paper.Paper.Questions.Where(q => q.At.Table == piece.At.Table && q.At.Row == piece.At.Row && q.At.Line == piece.At.Line));
            if (row.FirstOrDefault(q => q.Code == Codes.Format("IIT", own)) is { } question && own < 100)
            {
                found.Add((match.Groups["c"].Value, question.Code, piece.At));
            }
        }
        if (found.Count > 0)
        {
            yield return Warning($"รหัสข้อเขียนด้วยเลขหนึ่งแทนตัวอักษร i: {string.Join(", ", found.Select(f => $"\"{f.Printed}\"").Distinct().Take(6))}{OfficialNamesMisspelt.Times(found.Count)}",
                "รหัสข้อของแบบ IIT ขึ้นต้นด้วยตัวอักษร i", found[0].At, $"แก้เป็น {string.Join(", ", found.Select(f => f.Code).Distinct().Take(6))}") with
            { AlsoAt = [.. found.Skip(1).Select(f => f.At)] };
        }
    }

    [GeneratedRegex(@"^\s*(?:ข้อ(?:ที่)?\s*)?(?<c>[1๑l|](?<d>[0-9๐-๙]{1,2}))(?![0-9๐-๙.,/)])", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Head();
}

/// <summary>A code that the year's list does not have.</summary>
internal sealed class CodeNotInYear : CheckRule
{
    public override string Name => "code-not-in-year";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var books = ItemYears.Of(paper);
        if (books.Count == 0)
        {
            yield break;
        }
        foreach (var group in paper.PrintedCodes.Where(c => !books.Any(b => b.FindItem(Codes.Format("OIT", c.Number)) is not null)).GroupBy(c => c.Number))
        {
            var code = Codes.Format("OIT", group.Key);
            var other = paper.Books.Where(b => b.FindItem(code) is not null).Select(b => (b.Year, b.FindItem(code)!.Kind)).ToList();
            var here = other.Select(o => books[^1].ItemOfKind(o.Kind)).FirstOrDefault(i => i is not null && Fits(i, group.First().Rest));
            yield return Error($"ข้อ {code} ไม่มีในแบบ OIT ของปี {string.Join(" และ ", books.Select(b => b.Year))} ซึ่งมีถึง {Codes.Format("OIT", books.Max(b => b.Items.Count))}{OfficialNamesMisspelt.Times(group.Count())}",
                other.Count > 0 ? $"ข้อนี้เป็นของปี {string.Join(", ", other.Select(o => o.Year))}" : "ไม่มีข้อนี้ในปีใด",
                group.First().Piece.At, here is not null ? $"ปีนี้คือ {here.Code} {here.Title}" : "ตรวจรหัสข้อกับประกาศของปีนั้น") with
            { AlsoAt = [.. group.Skip(1).Select(g => g.Piece.At)] };
        }
        foreach (var question in paper.Paper.Questions.Where(q => paper.Book is { } b && b.Questions.Any(x => x.Tool == q.Tool) && b.FindQuestion(q.Code) is null))
        {
            yield return Error($"ข้อ {question.Code} ไม่มีในแบบ {question.Tool} ของปี {paper.Book!.Year}", "แต่ละปีมีจำนวนข้อคำถามต่างกัน", question.At, "ตรวจรหัสข้อกับประกาศของปีนั้น");
        }
    }

    private static bool Fits(DisclosureItem item, string rest) => ThaiText.Key(rest).Contains(ThaiText.Key(item.Title)[..Math.Min(14, ThaiText.Key(item.Title).Length)], StringComparison.Ordinal);
}

/// <summary>The years whose items a paper may speak of: that of the result and that of the measures.</summary>
internal static class ItemYears
{
    public static IReadOnlyList<Rulebook> Of(CheckContext paper) =>
        [.. new[] { paper.Book, paper.Lexicon.Exact(paper.MeasuresYear) }.OfType<Rulebook>().Where(b => b.Items.Count > 0).DistinctBy(b => b.Id).OrderBy(b => b.Year)];
}

/// <summary>A code followed by the title of another item.</summary>
internal sealed class TitleOfOtherCode : CheckRule
{
    public override string Name => "item-title-of-other-code";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        var books = ItemYears.Of(paper);
        var rows = paper.Paper.Items.Select(i => (i.Code, i.Title, At: i.At with { Text = i.Title }));
        var prose = paper.PrintedCodes.Select(c => (Code: Codes.Format("OIT", c.Number), Title: c.Rest.TrimStart(' ', '.', ':', ')', '-', '–'), c.Piece.At));
        var seen = new HashSet<(int, string)>();
        foreach (var (code, title, at) in rows.Concat(prose))
        {
            var key = ThaiText.Key(title);
            if (key.Length < 5 || books.Count == 0 || books.All(b => b.FindItem(code) is null) || books.Any(b => b.FindItem(code) is { } own && StartsLike(own, key)) || !seen.Add((paper.Order(at), code)))
            {
                continue;
            }
            var other = books.SelectMany(b => b.Items.Select(i => (Book: b, Item: i))).Where(i => i.Item.Code != code && StartsLike(i.Item, key)).OrderByDescending(i => ThaiText.Key(i.Item.Title).Length).FirstOrDefault();
            if (other.Item is { } item)
            {
                yield return Error($"รหัส {code} มีชื่อ \"{ThaiText.Fit(title, 60)}\" ซึ่งเป็นชื่อของ {item.Code}", $"ปี {other.Book.Year} ข้อ {code} คือ {other.Book.FindItem(code)?.Title ?? books.Select(b => b.FindItem(code)).First(i => i is not null)!.Title}", at, $"แก้รหัสเป็น {item.Code} หรือแก้ชื่อรายการ");
            }
        }
    }

    internal static bool StartsLike(DisclosureItem item, string key) => item.Aliases.Prepend(item.Title).Any(t =>
    {
        var title = ThaiText.Key(t);
        if (key.StartsWith(title, StringComparison.Ordinal) || (key.Length >= 8 && title.StartsWith(key, StringComparison.Ordinal)))
        {
            return true;
        }
        var cut = key.Length > title.Length ? key[..title.Length] : key;
        return title.Length >= 12 && Distance.PairLikeness(cut, title) >= 0.8;
    });
}

/// <summary>One code that bears two titles.</summary>
internal sealed class CodeTwoTitles : CheckRule
{
    public override string Name => "code-two-titles";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        foreach (var group in paper.Paper.Items.GroupBy(i => i.Code))
        {
            var titles = group.DistinctBy(i => i.Kind ?? ThaiText.Key(i.Title)).ToList();
            if (titles.Count > 1 && Distance.PairLikeness(ThaiText.Key(titles[0].Title), ThaiText.Key(titles[1].Title)) < 0.7)
            {
                yield return Error($"รหัส {group.Key} ใช้กับสองรายการ: {string.Join(" และ ", titles.Select(t => $"\"{ThaiText.Fit(t.Title, 50)}\""))}", "รหัสหนึ่งมีชื่อรายการเดียวในแต่ละปี", titles[1].At with { Text = titles[1].Title }, $"ปีนี้ {group.Key} คือ {paper.Book?.FindItem(group.Key)?.Title} แก้รหัสของอีกรายการ") with { AlsoAt = [titles[0].At] };
            }
            else if (group.Count() > 1 && group.DistinctBy(i => paper.Order(i.At)).Count() > 1 && paper.Paper.Items.Count > 5 && titles.Count == 1 && group.Select(i => paper.Issues.LastOrDefault(h => h.Piece.Order < paper.Order(i.At))).Distinct().Count() > 1)
            {
                yield return Warning($"รายการ {group.Key} ปรากฏ {CheckContext.Number(group.Count())} ครั้งในคนละประเด็น", "แต่ละรายการใช้ในประเด็นเดียว", group.Last().At, "ลบรายการที่ซ้ำออกจากประเด็นที่ไม่เกี่ยวข้อง") with { Rule = "item-repeated", AlsoAt = [.. group.SkipLast(1).Select(i => i.At)] };
            }
        }
        foreach (var group in paper.Paper.Questions.GroupBy(q => q.Code).Where(g => g.DistinctBy(q => ThaiText.Key(q.Text)).Count() > 1))
        {
            var texts = group.DistinctBy(q => ThaiText.Key(q.Text)).ToList();
            if (Distance.PairLikeness(ThaiText.Key(texts[0].Text), ThaiText.Key(texts[1].Text)) < 0.6)
            {
                yield return Error($"ข้อ {group.Key} ใช้กับสองคำถาม", "รหัสหนึ่งเป็นของคำถามเดียว", texts[1].At, "ตรวจรหัสข้อคำถาม") with { AlsoAt = [texts[0].At] };
            }
        }
    }

    public override IReadOnlyList<string> Names => [Name, "item-repeated"];
}

/// <summary>A list that is nearly complete lacks an item, a question or an indicator.</summary>
internal sealed class ListIncomplete : CheckRule
{
    public override string Name => "item-missing";

    public override IReadOnlyList<string> Names => [Name, "question-missing", "indicator-missing"];

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.Book is not { } book)
        {
            yield break;
        }
        var items = paper.Paper.Items.Select(i => i.Code).ToHashSet();
        if (book.Items.Count > 0 && Missing(book.Items.Select(i => i.Code), items) is { Count: > 0 } absent)
        {
            yield return Warning($"รายการ OIT ไม่ครบ ขาด {string.Join(", ", absent.Select(c => $"{c} {book.FindItem(c)!.Title}"))}", $"ปี {book.Year} มี {CheckContext.Number(book.Items.Count)} ข้อ", paper.Paper.Items[0].At, "เพิ่มรายการที่ขาด หรือแก้รหัสที่พิมพ์ผิด");
        }
        foreach (var tool in book.Tools)
        {
            var asked = paper.Paper.Questions.Select(q => q.Code).ToHashSet();
            var all = book.Questions.Where(q => q.Tool == tool.Code).Select(q => q.Code).ToList();
            if (all.Count > 0 && Missing(all, asked) is { Count: > 0 } without)
            {
                yield return Warning($"ข้อคำถาม {tool.Code} ไม่ครบ ขาด {string.Join(", ", without)}", $"ปี {book.Year} มี {CheckContext.Number(all.Count)} ข้อ", paper.Paper.Questions.First(q => q.Tool == tool.Code).At, "เพิ่มข้อคำถามที่ขาด หรือแก้รหัสที่พิมพ์ผิด") with { Rule = "question-missing" };
            }
        }
        var scored = paper.Paper.Indicators.Select(i => i.No).ToHashSet();
        var lacking = book.Indicators.Where(i => !scored.Contains(i.No)).ToList();
        if (scored.Count >= 6 && lacking.Count > 0)
        {
            yield return Warning($"คะแนนรายตัวชี้วัดไม่ครบ ขาด {string.Join(", ", lacking.Select(i => $"{CheckContext.Number(i.No)} {i.Name}"))}", "ต้องแสดงครบ 10 ตัวชี้วัด", paper.Paper.Indicators[0].At, "เพิ่มตัวชี้วัดที่ขาดพร้อมคะแนน") with { Rule = "indicator-missing" };
        }
    }

    private static List<string> Missing(IEnumerable<string> all, HashSet<string> there)
    {
        var list = all.ToList();
        var missing = list.Where(c => !there.Contains(c)).ToList();
        return there.Count > 0 && missing.Count * 5 <= list.Count ? missing : [];
    }
}

/// <summary>An item or a question under an issue it does not belong to.</summary>
internal sealed class UnderWrongIssue : CheckRule
{
    public override string Name => "item-under-wrong-issue";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.Book is not { Issues.Count: > 0 } book || paper.Issues.Count == 0)
        {
            yield break;
        }
        var rows = paper.Paper.Items.Select(i => (Code: book.Items.FirstOrDefault(b => b.Kind == i.Kind)?.Code ?? i.Code, Printed: $"{i.Code} {ThaiText.Fit(i.Title, 50)}", At: i.At with { Text = i.Title }, IsItem: true))
            .Concat(paper.Paper.Questions.Select(q => (q.Code, Printed: q.Code, At: q.At with { Text = q.Text }, IsItem: false)));
        foreach (var row in rows)
        {
            var order = paper.Order(row.At);
            var under = paper.Issues.LastOrDefault(h => h.Piece.Order <= order && order - h.Piece.Order < 120);
            var home = book.Issues.FirstOrDefault(i => (row.IsItem ? i.Items : i.Questions).Contains(row.Code));
            if (under?.Issue is { } no && home is not null && home.No != no)
            {
                yield return Error($"{row.Printed} อยู่ใต้ประเด็น \"{ThaiText.Fit(under.Name, 60)}\" แต่เป็นของประเด็นที่ {CheckContext.Number(home.No)} {home.Name}", $"ตามการจัดประเด็นของปี {book.Year}", row.At, $"ย้ายไปประเด็นที่ {CheckContext.Number(home.No)}");
            }
        }
    }
}

/// <summary>The text of a question or the title of an item breaks off.</summary>
internal sealed class TextCut : CheckRule
{
    private const int LeastMissing = 4;

    public override string Name => "item-title-cut";

    public override IReadOnlyList<string> Names => [Name, "question-cut"];

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.Book is not { } book)
        {
            yield break;
        }
        foreach (var item in paper.Paper.Items)
        {
            if (book.FindItem(item.Code) is { } official && IsCut(item.Title, official.Title) && !book.Items.Any(o => o.Code != item.Code && ThaiText.Key(o.Title) == ThaiText.Key(item.Title)))
            {
                yield return Warning($"ชื่อข้อ {item.Code} ไม่ครบ: \"{ThaiText.Fit(item.Title, 80)}\"", $"ชื่อเต็มคือ {official.Title}", item.At with { Text = item.Title }, $"แก้เป็น \"{official.Title}\"");
            }
        }
        foreach (var question in paper.Paper.Questions)
        {
            if (book.FindQuestion(question.Code) is { } official && ThaiText.Key(question.Text).Length >= 8 && IsCut(question.Text, official.Text))
            {
                yield return Warning($"ข้อความคำถาม {question.Code} ไม่ครบ: \"{ThaiText.Fit(question.Text, 80)}\"", $"ข้อความเต็มคือ {official.Text}", question.At with { Text = question.Text }, "คัดลอกข้อความคำถามให้ครบ") with { Rule = "question-cut" };
            }
        }
    }

    private static bool IsCut(string printed, string official)
    {
        var (p, o) = (ThaiText.Key(printed), ThaiText.Key(official));
        return p.Length >= 4 && o.Length - p.Length >= LeastMissing && o.StartsWith(p, StringComparison.Ordinal);
    }
}

/// <summary>Items of other years named in the texts of the issues or as rows.</summary>
internal sealed class OlderItemNamed : CheckRule
{
    private const int ShortestTitle = 14;

    public override string Name => "item-of-other-year";

    public override IEnumerable<CheckFinding> Find(CheckContext paper)
    {
        if (paper.Book is not { Items.Count: > 0 } book)
        {
            yield break;
        }
        var kinds = book.Items.SelectMany(i => i.AlsoKinds.Prepend(i.Kind)).ToHashSet(StringComparer.Ordinal);
        var own = book.Items.SelectMany(i => i.Aliases.Prepend(i.Title)).Concat(book.Questions.Select(q => q.Text)).Concat(book.Issues.Select(i => i.Name)).Select(ThaiText.Key).ToList();
        var others = paper.Books.SelectMany(b => b.Items.Select(i => (b.Year, Item: i))).Where(i => !kinds.Contains(i.Item.Kind))
            .Select(i => (i.Year, i.Item.Title, Key: ThaiText.Key(i.Item.Title))).Where(i => i.Key.Length >= ShortestTitle && !own.Exists(o => o.Contains(i.Key, StringComparison.Ordinal)))
            .DistinctBy(i => i.Key).ToList();
        foreach (var text in paper.Paper.IssueTexts)
        {
            var key = ThaiText.Key(text.Text);
            foreach (var other in others.Where(o => key.Contains(o.Key, StringComparison.Ordinal)))
            {
                yield return Warning($"กล่าวถึง \"{other.Title}\" ซึ่งไม่มีในแบบ OIT ปี {book.Year}", $"เป็นข้อของปี {string.Join(", ", paper.Books.Where(b => b.Items.Any(i => ThaiText.Key(i.Title) == other.Key)).Select(b => b.Year))}", text.At, "ลบออก หรือเปลี่ยนเป็นข้อของปีนี้");
            }
        }
    }
}
