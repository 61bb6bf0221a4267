using System.Globalization;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Features.Surveys.Answers;

namespace Prongsai.Web.Features.Surveys.Public;

/// <summary>
/// A form while it is being filled in: everything travels with the page, so nothing is kept anywhere before it is sent, and going back, a
/// lost connection or a closed survey loses nothing.
/// </summary>
internal sealed class Filling
{
    private readonly SurveyForm form;

    private Filling(SurveyForm form, byte[] cells, Dictionary<string, string> texts)
    {
        (this.form, Cells, Texts) = (form, cells, texts);
    }

    public byte[] Cells { get; }

    public Dictionary<string, string> Texts { get; }

    /// <summary>What was wrong, by the id of the field it is shown at.</summary>
    public List<(string Field, string Text)> Problems { get; } = [];

    /// <summary>One character for each cell.</summary>
    public string Given => string.Concat(Cells.Select(c => c.ToString("X", CultureInfo.InvariantCulture)));

    /// <summary>The name of the input of a cell.</summary>
    public static string Field(int cell) => string.Create(CultureInfo.InvariantCulture, $"c{cell}");

    public static string TextField(string code) => "t-" + code;

    public static Filling Empty(SurveyForm form) => new(form, new byte[form.Cells], new(StringComparer.Ordinal));

    /// <summary>What the page carried along, with what was chosen on it. Values that are not on the form are refused, not repaired.</summary>
    public static Filling Read(SurveyForm form, IFormCollection posted)
    {
        var filling = Empty(form);
        var given = posted["given"].ToString();
        var layout = form.Layout;
        foreach (var (question, first) in layout)
        {
            for (var sub = 0; sub < question.Cells; sub++)
            {
                var cell = first + sub;
                var text = posted.TryGetValue(Field(cell), out var chosen) ? chosen.ToString() : given.Length == filling.Cells.Length ? Hex(given[cell]) : "";
                if (text is "" or "0")
                {
                    continue;
                }
                if (text.Length <= 2 && int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var option) && option >= 1 && option <= question.Options.Count)
                {
                    filling.Cells[cell] = (byte)option;
                }
                else
                {
                    filling.Problems.Add((Field(cell), "เลือกคำตอบจากตัวเลือกที่มีให้"));
                }
            }
        }
        foreach (var question in form.Questions.Where(q => q.Kind is AskKind.Text))
        {
            var text = posted[TextField(question.Code)].ToString();
            if (text.Length > SurveyForm.MostText)
            {
                filling.Problems.Add((TextField(question.Code), $"ข้อความยาวได้ไม่เกิน {SurveyForm.MostText} ตัวอักษร ข้อความนี้ยาว {text.Length} ตัวอักษร ย่อให้สั้นลงแล้วส่งใหม่"));
            }
            // Longer than anyone types is cut, or every page after would carry it.
            filling.Texts[question.Code] = text.Length > 4 * SurveyForm.MostText ? text[..(4 * SurveyForm.MostText)] : text;
        }
        return filling;
    }

    public bool IsAsked(FormQuestion question) => form.IsAsked(question, Cells);

    /// <summary>Whether a question has all it needs.</summary>
    public bool IsAnswered(FormQuestion question, int cell) =>
        question.Optional || question.Kind is AskKind.Text || Cells.AsSpan(cell, question.Cells).IndexOf((byte)0) < 0;

    /// <summary>The cell of a question, or -1 for a text.</summary>
    public int CellOf(FormQuestion question) => form.Layout.FirstOrDefault(l => l.Question.Code == question.Code) is { Question: not null } found ? found.Cell : -1;

    /// <summary>Answers to questions that are no longer asked are dropped before sending.</summary>
    public FilledIn Finish()
    {
        foreach (var (question, cell) in form.Layout)
        {
            if (!IsAsked(question))
            {
                Cells.AsSpan(cell, question.Cells).Clear();
            }
        }
        var texts = form.Questions.Where(q => q.Kind is AskKind.Text && IsAsked(q)).ToDictionary(q => q.Code, q => Texts.GetValueOrDefault(q.Code, ""), StringComparer.Ordinal);
        return new(Cells, texts);
    }

    private static string Hex(char digit) => int.TryParse(digit.ToString(), NumberStyles.HexNumber, CultureInfo.InvariantCulture, out var value) ? value.ToString(CultureInfo.InvariantCulture) : "99";
}
