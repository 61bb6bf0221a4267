using System.Text.RegularExpressions;
using Prongsai.Domain.Papers;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Reading.Extraction;

/// <summary>
/// From a source document to what it says about ITA: organisations, years, figures, measures, advice, each with its place and how sure the
/// reader is. A roll-up gives one paper for each organisation, years side by side one for each year. Pure and bounded in time; a document
/// that is too much for the patterns gives a problem, never an exception.
/// </summary>
public static partial class PaperExtractor
{
    /// <summary>No document is given longer; real papers take milliseconds.</summary>
    private static readonly TimeSpan MostTime = TimeSpan.FromSeconds(8);

    /// <summary>Reads a document by the words of the given rulebooks (all years: the paper says which one is its own).</summary>
    public static PaperReading Extract(SourceDocument document, IReadOnlyList<Rulebook> rulebooks) => Extract(document, rulebooks, MostTime);

    internal static PaperReading Extract(SourceDocument document, IReadOnlyList<Rulebook> rulebooks, TimeSpan time)
    {
        ArgumentNullException.ThrowIfNull(document);
        ArgumentNullException.ThrowIfNull(rulebooks);
        try
        {
            return Read(document, Lexicon.Of(rulebooks), new Budget(time));
        }
        catch (Exception slow) when (slow is RegexMatchTimeoutException or BudgetSpentException)
        {
            return Without(document, ReadingProblems.TooComplex());
        }
    }

    private static PaperReading Read(SourceDocument document, Lexicon lexicon, Budget budget)
    {
        if (document.Blocks.Count == 0)
        {
            return new PaperReading { File = document.FileName, Format = document.Format, Papers = [], Problems = document.Problems };
        }
        var nodes = Outline.Of(document, budget);
        var material = Gather(nodes, lexicon, budget);
        if (!IsIta(nodes, material))
        {
            return Without(document, ReadingProblems.NotIta(document.FileName));
        }
        var papers = Assembler.Papers(document.FileName, nodes, material, lexicon);
        return papers.Count == 0
            ? Without(document, ReadingProblems.NotIta(document.FileName))
            : new PaperReading { File = document.FileName, Format = document.Format, Papers = papers, Problems = document.Problems };
    }

    private static PaperReading Without(SourceDocument document, ReadProblem problem) =>
        new() { File = document.FileName, Format = document.Format, Papers = [], Problems = [.. document.Problems, problem] };

    /// <summary>One pass over the document in reading order.</summary>
    private static Material Gather(IReadOnlyList<Node> nodes, Lexicon lexicon, Budget budget)
    {
        var state = new ReadingState(budget);
        var measures = new MeasureTables(budget);
        var labelled = new LabelledMeasures();
        var issues = new IssueReader(lexicon);
        var advice = new List<(ReadAdvice, int)>();
        var memo = new List<int>();
        var textSinceTable = 0;
        foreach (var node in nodes)
        {
            budget.Check();
            switch (node)
            {
                case Line line:
                    if (!IsFurniture(line.Text))
                    {
                        textSinceTable++;
                    }
                    if (IsMemoHead(line.Text))
                    {
                        memo.Add(line.Index);
                    }
                    ReadLine(line, lexicon, state, issues, advice);
                    labelled.Read(line);
                    break;
                case Grid grid:
                    labelled.Close();
                    if (!measures.TryRead(grid, textSinceTable) && !labelled.TryRead(grid))
                    {
                        if (!MatrixTables.TryRead(grid, lexicon, state))
                        {
                            var tool = state.Tool;
                            ScoreTables.Read(grid, lexicon, state);
                            AdviceReader.Read(grid, lexicon, tool, advice);
                        }
                        issues.Read(grid);
                    }
                    textSinceTable = 0;
                    break;
            }
        }
        labelled.Close();
        // Lines that repeat what a table says are no further measures.
        measures.Add(measures.Found.Count == 0 ? labelled.Found : []);
        return new Material(state, measures, issues, advice, memo);
    }

    private static void ReadLine(Line line, Lexicon lexicon, ReadingState state, IssueReader issues, List<(ReadAdvice, int)> advice)
    {
        if (line.Text.Length < 220)
        {
            if (Lexicon.ToolIn(line.Text) is { } tool)
            {
                state.Tool = tool;
            }
            else if (line.Text.StartsWith("ประเด็นที่", StringComparison.Ordinal))
            {
                state.Tool = null;
            }
        }
        SentenceReader.Read(line.Text, line.At, line.Index, lexicon, state);
        AdviceReader.Read(line, lexicon, advice);
        issues.Read(line);
    }

    /// <summary>About ITA: its words in the text, or at least five of its indicators with scores.</summary>
    private static bool IsIta(IReadOnlyList<Node> nodes, Material material)
    {
        if (material.Findings.Where(f => f.About == About.Indicator).Select(f => f.Number).Distinct().Count() >= 5)
        {
            return true;
        }
        var inTitles = 0;
        var all = 0;
        foreach (var node in nodes)
        {
            if (node is Line line)
            {
                var count = ItaWords().Count(line.Text);
                all += count;
                inTitles += line.Text.Length < 180 ? count : 0;
            }
            else if (node is Grid grid)
            {
                foreach (var cell in grid.Rows.Take(60).SelectMany(r => r.Filled))
                {
                    var count = ItaWords().Count(cell.Text);
                    all += count;
                    inTitles += cell.Text.Length < 180 ? count : 0;
                }
            }
        }
        return inTitles >= 1 || all >= 2 || nodes.OfType<Line>().Where(l => l.Text.Length is >= 16 and < 180).Take(MostTitlesSought).Any(l => IsNearly(ThaiText.Key(l.Text)));
    }

    private const int MostTitlesSought = 4000;

    /// <summary>What every paper of the assessment names, without blanks.</summary>
    private const string Subject = "คุณธรรมและความโปร่งใส";

    private const int MostSlips = 3;

    /// <summary>A title in which the subject stands with a letter or mark missing, too many or wrong, three at most.</summary>
    private static bool IsNearly(string key)
    {
        // The least number of slips with which the subject ends here, wherever it began.
        Span<int> column = stackalloc int[Subject.Length + 1];
        for (var i = 0; i <= Subject.Length; i++)
        {
            column[i] = i;
        }
        foreach (var letter in key)
        {
            var diagonal = column[0];
            for (var i = 1; i <= Subject.Length; i++)
            {
                var cost = Math.Min(Math.Min(column[i] + 1, column[i - 1] + 1), diagonal + (Subject[i - 1] == letter ? 0 : 1));
                (diagonal, column[i]) = (column[i], cost);
            }
            if (column[Subject.Length] <= MostSlips)
            {
                return true;
            }
        }
        return false;
    }

    // Page numbers and the like between the parts of a table.
    private static bool IsFurniture(string text) => text.Length < 14 && Furniture().IsMatch(text);

    private static bool IsMemoHead(string text) => text.Length < 40 && ThaiText.Key(text).StartsWith("บันทึกข้อความ", StringComparison.Ordinal);

    [GeneratedRegex(@"(?<![A-Za-z])(?:ITA|ITAS|IIT|EIT|OIT|Integrity and [Tt]ransparency)(?![A-Za-z])|คุณธรรม\s?และ\s?ความ\s?โปร่งใส|คุณธรรมความโปร่งใส", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex ItaWords();

    [GeneratedRegex(@"^[\s\-–—~.]*(?:หน้า(?:ที่)?\s*)?[0-9๐-๙]{0,3}[\s\-–—~./]*(?:[0-9๐-๙]{1,3})?[\s\-–—~]*$", RegexOptions.CultureInvariant, 1000)]
    private static partial Regex Furniture();
}

/// <summary>All that one pass found, before it is told apart by organisation and year.</summary>
internal sealed record Material(ReadingState State, MeasureTables Measures, IssueReader Issues, List<(ReadAdvice Advice, int Node)> Advice, List<int> Memos)
{
    public IReadOnlyList<Finding> Findings => State.Findings;
}
