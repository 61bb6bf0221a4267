using System.Globalization;
using System.Text.RegularExpressions;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Domain.Papers;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Checking;

/// <summary>A line or a cell of the paper, in reading order.</summary>
internal sealed class Piece(string text, Place at, int order, int node, GridRow? row, GridCell? cell)
{
    private Keyed? _keyed;

    public string Text { get; } = text;

    public Place At { get; } = at with { Text = ThaiText.Fit(text, 120) };

    public int Order { get; } = order;

    public int Node { get; } = node;

    public GridRow? Row { get; } = row;

    public GridCell? Cell { get; } = cell;

    public bool IsLine => Cell is null;

    /// <summary>Letters and digits only; blanks that a narrow column put into words are gone.</summary>
    public Keyed Keyed => _keyed ??= Keyed.Of(Text);

    public string Key => Keyed.Key;

    /// <summary>The place with the words around a part of the key.</summary>
    public Place Around(int from, int to)
    {
        var start = Math.Max(0, Keyed.At(from) - 20);
        var end = Math.Min(Text.Length, (to > from ? Keyed.After(to - 1) : Keyed.At(to)) + 25);
        while (start > 0 && ThaiText.IsMark(Text[start]))
        {
            start--;
        }
        while (end < Text.Length && ThaiText.IsMark(Text[end]))
        {
            end++;
        }
        return At with { Text = (start > 0 ? "…" : string.Empty) + Text[start..end].Trim() + (end < Text.Length ? "…" : string.Empty) };
    }
}

/// <summary>A date of the paper itself: the memo's, or the one on its cover. Latest is the last day it can mean.</summary>
internal sealed record PaperDate(DateOnly Latest, string Text, Piece Piece, bool IsMemo);

/// <summary>Everything the rules look at, prepared once.</summary>
internal sealed partial class CheckContext
{
    private const int Timeout = 1000;
    private IReadOnlyList<PrintedCode>? _printedCodes;
    private IReadOnlyList<NamedList>? _namedLists;
    private readonly Dictionary<(int?, string?, int?, int?, int?), int> _orders;

    public CheckContext(SourceDocument document, PaperReading reading, IReadOnlyList<Rulebook> books, CheckData data)
    {
        _orders = [];
        Document = document;
        Reading = reading;
        Data = data;
        Books = [.. books.OrderBy(b => b.Year)];
        Lexicon = Lexicon.Of(books);
        Nodes = Outline.Of(document);
        Pieces = [.. Cut(Nodes)];
        foreach (var piece in Pieces)
        {
            _orders.TryAdd((piece.At.Page, piece.At.Sheet, piece.At.Table, piece.At.Row, piece.At.Line), piece.Order);
        }
        // The paper with most in it is the file's own; years side by side add others that hold figures only.
        Paper = reading.Papers.MaxBy(p => p.Indicators.Count + p.Questions.Count + p.Items.Count + (2 * p.Measures.Count))!;
        Years = Prongsai.Documents.Reading.Extraction.Years.Find(Nodes);
        MeasuresYear = YearOfMeasures();
        Dates = [.. FindDates()];
        Book = Lexicon.Exact(Paper.Year?.Value);
        if (Book is { } book)
        {
            Verification = Verifier.Verify(book, PaperFigures.From(Paper, book));
        }
        Issues = [.. FindIssues()];
    }

    /// <summary>The same file, looking at another of its papers. What belongs to the file as a whole is shared.</summary>
    private CheckContext(CheckContext file, Paper paper)
    {
        (Document, Reading, Data, Books, Lexicon, Nodes, Pieces, Years, Dates, Issues) = (file.Document, file.Reading, file.Data, file.Books, file.Lexicon, file.Nodes, file.Pieces, file.Years, file.Dates, file.Issues);
        _orders = file._orders;
        Paper = paper;
        MeasuresYear = YearOfMeasures();
        Book = Lexicon.Exact(Paper.Year?.Value);
        if (Book is { } book)
        {
            Verification = Verifier.Verify(book, PaperFigures.From(Paper, book));
        }
    }

    /// <summary>The file's other papers: other organisations of a roll-up, other years side by side.</summary>
    public IEnumerable<CheckContext> Others => Reading.Papers.Where(p => !ReferenceEquals(p, Paper)).Select(p => new CheckContext(this, p));

    /// <summary>What tells this paper from the others of its file; empty where there is one.</summary>
    public string Whose => Reading.Papers.Count < 2 ? string.Empty : string.Join(' ', new[] { Paper.Organisations is [{ } first, ..] ? first.Name : null, Paper.Year is { } year ? "ปี " + Number(year.Value) : null }.OfType<string>());

    public SourceDocument Document { get; }

    public PaperReading Reading { get; }

    public CheckData Data { get; }

    public IReadOnlyList<Rulebook> Books { get; }

    public Lexicon Lexicon { get; }

    public IReadOnlyList<Node> Nodes { get; }

    public IReadOnlyList<Piece> Pieces { get; }

    public IEnumerable<Piece> Lines => Pieces.Where(p => p.IsLine);

    public IReadOnlyList<YearMention> Years { get; }

    public Paper Paper { get; }

    /// <summary>The rules of the paper's year; null for a year without rules.</summary>
    public Rulebook? Book { get; }

    public Verification? Verification { get; }

    /// <summary>The year the measures are for.</summary>
    public int? MeasuresYear { get; }

    public IReadOnlyList<PaperDate> Dates { get; }

    /// <summary>Headings of the seven issues, in order.</summary>
    public IReadOnlyList<IssueHeading> Issues { get; }

    /// <summary>Item codes as they stand in the text.</summary>
    public IReadOnlyList<PrintedCode> PrintedCodes => _printedCodes ??= [.. Checking.PrintedCodes.Of(this)];

    /// <summary>Lists of strong and of weak indicators.</summary>
    public IReadOnlyList<NamedList> NamedLists => _namedLists ??= [.. Checking.NamedLists.Of(this)];

    public bool HasScores => Paper.Indicators.Any(i => i.Score is not null) || Paper.Questions.Any(q => q.Score is not null) || Paper.Total is not null;

    public bool IsReport => Paper.Measures.Any(IsDone);

    /// <summary>A row that tells results, as opposed to a plan.</summary>
    public static bool IsDone(ReadMeasure measure) => HasColumn(measure, Field.Result) || HasColumn(measure, Field.Output) || HasColumn(measure, Field.Outcome);

    public static bool HasColumn(ReadMeasure measure, Field field) => measure.Columns.Any(c => MeasureTables.FieldOf(c) == field);

    /// <summary>Where a place stands in reading order; the beginning for a place that is nowhere.</summary>
    public int Order(Place at) =>
        _orders.TryGetValue((at.Page, at.Sheet, at.Table, at.Row, at.Line), out var order) ? order
        : _orders.TryGetValue((at.Page, at.Sheet, at.Table, null, at.Line), out order) ? order : -1;

    /// <summary>The last day before which the result of a year cannot have been known.</summary>
    public DateOnly FirstDayOfResult(int year) => Lexicon.Exact(year)?.AnnouncedOn
        // No result was ever announced before July of its year (calendars of 2563 to 2568).
        ?? new DateOnly(year - FiscalYear.BuddhistOffset, 7, 1);

    public Ranked? RankOf(int indicator) => Verification?.Ranks.FirstOrDefault(r => r.Indicator == indicator);

    public decimal? ScoreOf(int indicator) => RankOf(indicator)?.Score;

    public static string Number(int value) => value.ToString(CultureInfo.InvariantCulture);

    public static string Score(decimal value) => value.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>How a measure is called in messages.</summary>
    public static string Label(ReadMeasure measure)
    {
        var title = ThaiText.Fit(measure.Title.Replace('\n', ' '), 50);
        return measure.No is { } no ? $"มาตรการที่ {no} {title}" : title;
    }

    /// <summary>
    /// The year most periods and dates of the measures lie in, if the paper names it; else the year the text says, which for a paper with a
    /// result is a later one than that of the result.
    /// </summary>
    private int? YearOfMeasures()
    {
        var named = Years.Select(y => y.Year).ToHashSet();
        var voted = Paper.Measures.SelectMany(m => m.ResultSteps.Select(s => s.Date).Append(m.Period?.From).Append(m.Period?.To)).OfType<DateOnly>().Where(d => d.Year is > 1990 and < 2100)
            .GroupBy(d => FiscalYear.Of(d).Value).Where(g => named.Contains(g.Key)).OrderByDescending(g => g.Count()).FirstOrDefault();
        if (voted is not null)
        {
            return voted.Key;
        }
        return HasScores && Paper.Year is { } result
            ? Prongsai.Documents.Reading.Extraction.Years.Ranked(Years.Where(y => y.Year > result.Value && y.Of == YearOf.Measures && y.Weight >= 0.5)).Select(y => (int?)y.Year).FirstOrDefault() ?? result.Value + 1
            : Assembler.MeasuresYear(Years);
    }

    private static IEnumerable<Piece> Cut(IReadOnlyList<Node> nodes)
    {
        var order = 0;
        foreach (var node in nodes)
        {
            if (node is Line line)
            {
                yield return new Piece(line.Text, line.At, order++, node.Index, null, null);
            }
            else if (node is Grid grid)
            {
                foreach (var row in grid.Rows)
                {
                    foreach (var cell in row.Cells.Where(c => !c.IsEmpty))
                    {
                        yield return new Piece(cell.Text, cell.At with { Table = cell.At.Table ?? grid.At.Table, Row = cell.At.Row ?? row.At.Row, Line = cell.At.Line ?? row.At.Line }, order++, node.Index, row, cell);
                    }
                }
            }
        }
    }

    private IEnumerable<PaperDate> FindDates()
    {
        foreach (var piece in Lines.Where(p => p.Text.Length < 120))
        {
            var memo = MemoDate().IsMatch(piece.Text);
            if (memo || ThaiText.Key(piece.Text).Length < 30)
            {
                if (Periods.FindDate(piece.Text, last: true) is { } day && (memo || AloneDay().IsMatch(piece.Text)))
                {
                    yield return new PaperDate(day.Date, day.Text.StartsWith("วันที่", StringComparison.Ordinal) ? day.Text["วันที่".Length..].Trim() : day.Text, piece, memo);
                    continue;
                }
                var alone = AloneMonth().Match(piece.Text);
                if (alone.Success && Periods.Read(piece.Text, null) is { To: { } end })
                {
                    yield return new PaperDate(end, piece.Text.Trim(), piece, false);
                }
            }
        }
    }

    private IEnumerable<IssueHeading> FindIssues()
    {
        foreach (var piece in Pieces.Where(p => p.Text.Length < 220 && p.Text.StartsWith("ประเด็น", StringComparison.Ordinal)))
        {
            var match = IssueHead().Match(piece.Text);
            if (!match.Success)
            {
                continue;
            }
            var name = match.Groups["name"].Value.Trim(' ', ':', '.', '-', '–');
            var issue = Lexicon.IssueOf(name);
            if (issue is not null || name.Length >= 12)
            {
                yield return new IssueHeading(int.Parse(ThaiDigits.ToArabic(match.Groups["n"].Value), CultureInfo.InvariantCulture), issue, name, piece);
            }
        }
    }

    [GeneratedRegex(@"^\s*ที่\s.{0,60}วันที่|^\s*วันที่\s", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex MemoDate();

    [GeneratedRegex(@"^\s*(?:วันที่\s*)?[0-9๐-๙]{1,2}\s*(?:เดือน\s*)?[ก-๎.]{3,14}\s*(?:พ\.?\s?ศ\.?\s*)?[0-9๐-๙]{2,4}\s*$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex AloneDay();

    [GeneratedRegex(@"^\s*(?:เดือน\s*)?(?:มกราคม|กุมภาพันธ์|มีนาคม|เมษายน|พฤษภาคม|มิถุนายน|กรกฎาคม|สิงหาคม|กันยายน|ตุลาคม|พฤศจิกายน|ธันวาคม)\s*(?:พ\.?\s?ศ\.?\s*)?[0-9๐-๙]{4}\s*$", RegexOptions.CultureInvariant, Timeout)]
    private static partial Regex AloneMonth();

    [GeneratedRegex(@"^\s*ประเด็น(?:ที่)?\s*(?<n>[0-9๐-๙]{1,2})\s*[.:)]?\s*(?<name>.+)$", RegexOptions.CultureInvariant | RegexOptions.Singleline, Timeout)]
    private static partial Regex IssueHead();
}

/// <summary>A heading "ประเด็นที่ n …": the printed number, the issue its name means (null when none), and where.</summary>
internal sealed record IssueHeading(int PrintedNo, int? Issue, string Name, Piece Piece);
