using System.Runtime.CompilerServices;
using Prongsai.Domain.Rules;

namespace Prongsai.Domain.Surveys;

/// <summary>What a question asks for.</summary>
public enum AskKind
{
    /// <summary>One of the options. A scale and yes/no are choices too.</summary>
    Choice,

    /// <summary>A short text. Kept apart from the answers to choices, never beside them.</summary>
    Text,
}

/// <summary>Asks a question only of those who chose this option (1 is the first) of an earlier question.</summary>
public sealed record OnlyIf(string Code, int Option);

/// <summary>One question of a form. With sub-items the options are asked for each of them.</summary>
public sealed record FormQuestion(string Code, string Text, AskKind Kind, IReadOnlyList<string> Options)
{
    public IReadOnlyList<string> SubItems { get; init; } = [];

    /// <summary>The official หมายเหตุ, or a hint.</summary>
    public string? Note { get; init; }

    public OnlyIf? OnlyIf { get; init; }

    /// <summary>May be left open. Questions of the year's forms may not.</summary>
    public bool Optional { get; init; }

    /// <summary>How many cells of the kept row it takes: one for each sub-item, one without, none for a text.</summary>
    public int Cells => Kind is AskKind.Text ? 0 : Math.Max(1, SubItems.Count);
}

/// <summary>A heading with the questions below it.</summary>
public sealed record FormSection(string Title, IReadOnlyList<FormQuestion> Questions);

/// <summary>A form as it was opened; it is kept with the survey, so a later edition of the rules does not alter what people were asked.</summary>
public sealed record SurveyForm(IReadOnlyList<FormSection> Sections)
{
    // Beside the record, not in it: a copy made by "with" has a layout of its own.
    private static readonly ConditionalWeakTable<SurveyForm, Place> Places = [];

    /// <summary>A cell is half a byte: 0 for no answer, 1–15 for the option.</summary>
    public const int MostOptions = 15;

    public const int MostQuestions = 60;

    public const int MostText = 1000;

    /// <summary>All questions in order.</summary>
    public IEnumerable<FormQuestion> Questions => Sections.SelectMany(s => s.Questions);

    /// <summary>Everything there is to read in it, counted without blanks.</summary>
    public int Characters => Questions.Sum(q => q.Options.Concat(q.SubItems).Append(q.Text).Append(q.Note ?? "").Sum(t => t.Count(c => !char.IsWhiteSpace(c))));

    /// <summary>How many cells a kept row has.</summary>
    public int Cells => Places.GetValue(this, Place.Of).Cells;

    /// <summary>The first cell of every choice question.</summary>
    public IReadOnlyList<(FormQuestion Question, int Cell)> Layout => Places.GetValue(this, Place.Of).Layout;

    /// <summary>Whether the question is asked of who gave these answers.</summary>
    public bool IsAsked(FormQuestion question, ReadOnlySpan<byte> cells)
    {
        ArgumentNullException.ThrowIfNull(question);
        if (question.OnlyIf is not { } rule)
        {
            return true;
        }
        foreach (var (earlier, cell) in Layout)
        {
            if (earlier.Code == rule.Code)
            {
                return cells[cell] == rule.Option;
            }
        }
        return true;
    }

    /// <summary>Of whom a question is asked: the number of the earlier question, counted from 1, and its option in words. Null when of everyone.</summary>
    public (int Number, string Option)? RuleOf(FormQuestion question)
    {
        ArgumentNullException.ThrowIfNull(question);
        var all = Questions.ToList();
        return question.OnlyIf is { } rule && all.FindIndex(q => q.Code == rule.Code) is >= 0 and var at && rule.Option >= 1 && rule.Option <= all[at].Options.Count ? (at + 1, all[at].Options[rule.Option - 1]) : null;
    }

    /// <summary>The year's form of a tool, IIT or EIT: a section for each indicator. Null where the rules do not hold the questions or their options.</summary>
    public static SurveyForm? OfYear(Rulebook rules, string tool)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var sections = rules.IndicatorsOf(tool)
            .Select(i => new FormSection(i.Name, [.. rules.QuestionsOf(i.No).Select(q => new FormQuestion(q.Code, q.Text, AskKind.Choice, q.Options) { SubItems = q.SubItems, Note = q.Note })]))
            .Where(s => s.Questions.Count > 0).ToList();
        return sections.Count == 0 || sections.SelectMany(s => s.Questions).Any(q => rules.OptionPoints(rules.FindQuestion(q.Code)!).Count == 0 || q.Options.Count > MostOptions) ? null : new(sections);
    }

    /// <summary>What an editor must put right before the form may be opened, in Thai; empty when it is sound.</summary>
    public IReadOnlyList<string> Problems()
    {
        var problems = new List<string>();
        var all = Questions.ToList();
        if (all.Count == 0)
        {
            problems.Add("เพิ่มอย่างน้อย 1 ข้อ");
        }
        if (all.Count > MostQuestions)
        {
            problems.Add($"แบบหนึ่งมีได้ไม่เกิน {MostQuestions} ข้อ ผู้ตอบจะตอบไม่จบ");
        }
        foreach (var (question, number) in all.Select((q, i) => (q, i + 1)))
        {
            if (string.IsNullOrWhiteSpace(question.Text))
            {
                problems.Add($"ข้อ {number} ยังไม่มีข้อความคำถาม");
            }
            if (question.Kind is AskKind.Choice && question.Options.Count is < 2 or > MostOptions)
            {
                problems.Add($"ข้อ {number} ต้องมี 2 ถึง {MostOptions} ตัวเลือก");
            }
            if (question.OnlyIf is { } rule && (all.Take(number - 1).FirstOrDefault(q => q.Code == rule.Code) is not { Kind: AskKind.Choice } earlier || rule.Option < 1 || rule.Option > earlier.Options.Count))
            {
                problems.Add($"ข้อ {number} ถามเฉพาะผู้ที่ตอบข้อก่อนหน้า แต่ข้อหรือตัวเลือกนั้นไม่มี");
            }
        }
        return problems;
    }

    private sealed record Place(IReadOnlyList<(FormQuestion Question, int Cell)> Layout, int Cells)
    {
        public static Place Of(SurveyForm form)
        {
            var layout = new List<(FormQuestion, int)>();
            var cell = 0;
            foreach (var question in form.Questions.Where(q => q.Kind is AskKind.Choice))
            {
                layout.Add((question, cell));
                cell += question.Cells;
            }
            return new(layout, cell);
        }
    }
}
