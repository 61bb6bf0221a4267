using Prongsai.Domain.Manuals;

namespace Prongsai.Documents.Writing.Manuals;

/// <summary>
/// Steps drawn as a flow chart: boxes from top to bottom, decisions with a way to the side. Texts may hold U+200B where a line may break
/// (Thai has no blanks between words); it is never written out.
/// </summary>
/// <param name="Title">Of the drawing.</param>
/// <param name="Finding">The way in words; its text for those who cannot see it.</param>
/// <param name="Steps">Of a flow without <see cref="ManualFlow.Problems"/>, or unfinished ones: ways that lead nowhere are left out.</param>
public sealed record FlowChart(string Title, string Finding, IReadOnlyList<ManualStep> Steps) : Block;

/// <summary>A box where it stands, in pixels of a drawing 360 wide.</summary>
internal sealed record FlowBox(int Number, StepKind Kind, decimal Y, decimal Height, IReadOnlyList<string> Lines, IReadOnlyList<string> Notes);

/// <summary>A line with a head at its last point.</summary>
internal sealed record FlowArrow(IReadOnlyList<(decimal X, decimal Y)> Points);

internal enum FlowAnchor
{
    Start,
    Middle,
    End,
}

/// <summary>Words beside a line; Y is the baseline.</summary>
internal sealed record FlowLabel(decimal X, decimal Y, string Text, FlowAnchor Anchor);

/// <summary>As much of a flow as fits on one page of paper.</summary>
internal sealed record FlowPiece(decimal Height, IReadOnlyList<FlowBox> Boxes, IReadOnlyList<FlowArrow> Arrows, IReadOnlyList<FlowLabel> Labels);

/// <summary>Where everything of a flow chart stands; SVG and Word draw the same.</summary>
internal static class FlowLayout
{
    public const decimal Width = 360;
    public const decimal Left = 8;
    public const decimal BoxWidth = 262;
    public const decimal Right = Left + BoxWidth;
    public const decimal Middle = Left + BoxWidth / 2;
    public const decimal Line = 23;
    public const decimal Letter = 15;
    public const decimal NoteLine = 20;
    public const decimal NoteLetter = 13;

    private const decimal Top = 18;
    private const decimal Gap = 28;
    private const decimal Tallest = 720;
    private const int LineLetters = 29;
    private const int DecisionLetters = 18;
    private const int NoteLetters = 34;
    private const int BesideLetters = 15;

    public static IReadOnlyList<FlowPiece> Of(IReadOnlyList<ManualStep> steps)
    {
        var pieces = new List<FlowPiece>();
        for (var first = 0; first < steps.Count;)
        {
            var piece = Piece(steps, first, out var next);
            pieces.Add(piece);
            first = next;
        }
        return pieces;
    }

    /// <summary>Cuts a text into lines of so many letters, at U+200B and blanks; a word that is too long is cut between letters.</summary>
    public static IReadOnlyList<string> Wrap(string text, int letters)
    {
        var lines = new List<string>();
        var line = "";
        foreach (var (word, blank) in Words(text))
        {
            var rest = word;
            while (Plan.BaseLetters(rest) > letters)
            {
                if (line.Length > 0)
                {
                    lines.Add(line);
                    line = "";
                }
                var cut = Cut(rest, letters);
                lines.Add(rest[..cut]);
                rest = rest[cut..];
            }
            var longer = line.Length > 0 && blank ? line + " " + rest : line + rest;
            if (line.Length > 0 && Plan.BaseLetters(longer) > letters)
            {
                lines.Add(line);
                line = rest;
            }
            else
            {
                line = longer;
            }
        }
        if (line.Length > 0 || lines.Count == 0)
        {
            lines.Add(line);
        }
        return lines;
    }

    private static FlowPiece Piece(IReadOnlyList<ManualStep> steps, int first, out int next)
    {
        var (boxes, arrows, labels) = (new List<FlowBox>(), new List<FlowArrow>(), new List<FlowLabel>());
        var y = Top;
        if (first > 0)
        {
            labels.Add(new FlowLabel(Middle, y, FormattableString.Invariant($"ต่อจากขั้นที่ {first}"), FlowAnchor.Middle));
            if (steps[first - 1].Kind is not StepKind.End)
            {
                arrows.Add(new FlowArrow([(Middle, y + 6), (Middle, y + Gap)]));
            }
            y += Gap;
        }
        var at = first;
        for (; at < steps.Count; at++)
        {
            var step = steps[at];
            var isDecision = step.Kind is StepKind.Decide;
            var lines = Wrap(FormattableString.Invariant($"{at + 1}. ") + step.Text, isDecision ? DecisionLetters : LineLetters);
            var notes = Notes(step, isDecision ? BesideLetters : NoteLetters);
            var height = isDecision ? Math.Max(72, lines.Count * Line / 0.43m) : 16 + Line * lines.Count + NoteLine * notes.Count;
            if (at > first && y + height > Tallest)
            {
                break;
            }
            boxes.Add(new FlowBox(at + 1, step.Kind, y, height, lines, isDecision ? [] : notes));
            y += height;
            var gap = isDecision ? Math.Max(46, 22 + NoteLine * notes.Count) : Gap;
            if (isDecision)
            {
                for (var i = 0; i < notes.Count; i++)
                {
                    labels.Add(new FlowLabel(Middle - 8, y + 14 + NoteLine * i, notes[i], FlowAnchor.End));
                }
            }
            if (step.Kind is not StepKind.End && at < steps.Count - 1)
            {
                arrows.Add(new FlowArrow([(Middle, y), (Middle, y + gap)]));
                if (isDecision)
                {
                    labels.Add(new FlowLabel(Middle + 8, y + 18, ManualFlow.YesOf(step), FlowAnchor.Start));
                }
            }
            y += at < steps.Count - 1 ? gap : 0;
        }
        next = at;
        if (next < steps.Count)
        {
            labels.Add(new FlowLabel(Middle, y + 14, FormattableString.Invariant($"ต่อขั้นที่ {next + 1}"), FlowAnchor.Middle));
            y += 18;
        }
        Branches(steps, boxes, arrows, labels);
        return new FlowPiece(y + 8, boxes, arrows, labels);
    }

    private static void Branches(IReadOnlyList<ManualStep> steps, List<FlowBox> boxes, List<FlowArrow> arrows, List<FlowLabel> labels)
    {
        var lane = 0;
        foreach (var box in boxes)
        {
            var step = steps[box.Number - 1];
            if (step is not { Kind: StepKind.Decide, NoTo: { } to } || to < 1 || to > steps.Count || to == box.Number)
            {
                continue;
            }
            var middle = box.Y + box.Height / 2;
            var target = boxes.Find(b => b.Number == to);
            var up = to < box.Number;
            var words = Wrap(ManualFlow.NoOf(step), 10);
            if (target is null)
            {
                arrows.Add(new FlowArrow([(Right, middle), (Right + 22, middle)]));
                labels.Add(new FlowLabel(Right + 26, middle + 5, FormattableString.Invariant($"ขั้นที่ {to}"), FlowAnchor.Start));
                Beside(words, middle, above: true);
                continue;
            }
            var x = Width - 6 - 9 * (lane++ % 5);
            // It joins the way above the box it leads to.
            var joins = target.Y - 11;
            arrows.Add(new FlowArrow([(Right, middle), (x, middle), (x, joins), (Middle, joins), (Middle, target.Y)]));
            Beside(words, middle, above: !up);
        }

        void Beside(IReadOnlyList<string> words, decimal middle, bool above)
        {
            for (var i = 0; i < words.Count; i++)
            {
                var y = above ? middle - 7 - 18 * (words.Count - 1 - i) : middle + 18 + 18 * i;
                labels.Add(new FlowLabel(Right + 6, y, words[i], FlowAnchor.Start));
            }
        }
    }

    private static IReadOnlyList<string> Notes(ManualStep step, int letters)
    {
        var note = string.Join(" · ", new[] { step.Who, step.Time?.ToString() ?? "" }.Where(n => n.Length > 0));
        return note.Length == 0 ? [] : Wrap(note, letters);
    }

    private static IEnumerable<(string Word, bool Blank)> Words(string text)
    {
        var blank = false;
        foreach (var part in text.Replace('\n', ' ').Split(' '))
        {
            foreach (var word in part.Split('\u200B', StringSplitOptions.RemoveEmptyEntries))
            {
                yield return (word, blank);
                blank = false;
            }
            blank = true;
        }
    }

    /// <summary>Where a line of so many letters ends: neither before a mark nor after a vowel that is written before its consonant.</summary>
    private static int Cut(string word, int letters)
    {
        var at = 0;
        for (var taken = 0; at < word.Length; at++)
        {
            taken += Plan.BaseLetters(word[at].ToString());
            if (taken > letters)
            {
                break;
            }
        }
        while (at > 1 && word[at - 1] is >= 'เ' and <= 'ไ')
        {
            at--;
        }
        return Math.Max(1, at);
    }
}
