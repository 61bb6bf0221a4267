using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Prongsai.Domain.Surveys;

/// <summary>A form written as plain lines: # a section, 1. a question, - an option, and marks in brackets. What people paste from papers is read as well.</summary>
public static partial class FormScript
{
    private const int Times = 200;

    /// <summary>The options of a question marked (มาตร), least first. <see cref="Write"/> writes them out.</summary>
    private static readonly string[] Scale = ["น้อยที่สุด", "น้อย", "ปานกลาง", "มาก", "มากที่สุด"];

    [GeneratedRegex(@"^[0-9๐-๙]{1,3}\s*[.)]\s*(?<text>.+)$", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, Times)]
    private static partial Regex Numbered();

    [GeneratedRegex(@"\(\s*ถ้าข้อ\s*(?<no>[0-9๐-๙]{1,2})\s*=\s*(?<option>[0-9๐-๙]{1,2})\s*\)", RegexOptions.ExplicitCapture | RegexOptions.CultureInvariant, Times)]
    private static partial Regex Condition();

    /// <summary>Reads a script. It need not be sound: see <see cref="SurveyForm.Problems"/>.</summary>
    public static SurveyForm Read(string script)
    {
        ArgumentNullException.ThrowIfNull(script);
        var sections = new List<FormSection>();
        var (title, questions, number) = ("", new List<FormQuestion>(), 0);
        foreach (var line in script.Split('\n').Select(l => l.Trim()).Where(l => l.Length > 0))
        {
            if (line[0] == '#')
            {
                Close();
                title = line.TrimStart('#').Trim();
            }
            else if (line[0] is '-' or '•' && questions.Count > 0)
            {
                var options = line[1..].Split('/', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
                questions[^1] = questions[^1] with { Options = [.. questions[^1].Options, .. options] };
            }
            else
            {
                number++;
                questions.Add(Question(Numbered().Match(line) is { Success: true } match ? match.Groups["text"].Value : line, number));
            }
        }
        Close();
        return new(sections.Count == 0 ? [new FormSection("", [])] : sections);

        void Close()
        {
            if (questions.Count > 0 || title.Length > 0)
            {
                sections.Add(new(title, questions));
            }
            questions = [];
        }
    }

    /// <summary>The script of a form; reading it gives the same form.</summary>
    public static string Write(SurveyForm form)
    {
        ArgumentNullException.ThrowIfNull(form);
        var script = new StringBuilder();
        var number = 0;
        foreach (var section in form.Sections)
        {
            if (section.Title.Length > 0)
            {
                script.Append("# ").Append(section.Title).Append('\n');
            }
            foreach (var question in section.Questions)
            {
                number++;
                script.Append(CultureInfo.InvariantCulture, $"{number}. {question.Text}")
                    .Append(question.Kind is AskKind.Text ? " (ข้อความ)" : "")
                    .Append(question.Optional ? " (ไม่บังคับ)" : "");
                if (question.OnlyIf is { } rule)
                {
                    script.Append(CultureInfo.InvariantCulture, $" (ถ้าข้อ {form.Questions.TakeWhile(q => q.Code != rule.Code).Count() + 1} = {rule.Option})");
                }
                script.Append('\n');
                foreach (var option in question.Options)
                {
                    script.Append("- ").Append(option).Append('\n');
                }
            }
        }
        return script.ToString();
    }

    private static FormQuestion Question(string text, int number)
    {
        OnlyIf? rule = null;
        if (Condition().Match(text) is { Success: true } match)
        {
            rule = new("q" + Digits(match.Groups["no"].Value), int.Parse(Digits(match.Groups["option"].Value), CultureInfo.InvariantCulture));
            text = text.Remove(match.Index, match.Length);
        }
        var isText = Take(ref text, "(ข้อความ)");
        var optional = Take(ref text, "(ไม่บังคับ)");
        var scale = Take(ref text, "(มาตร)") && !isText;
        return new(string.Create(CultureInfo.InvariantCulture, $"q{number}"), text.Trim(), isText ? AskKind.Text : AskKind.Choice, scale ? Scale : []) { Optional = optional, OnlyIf = rule };
    }

    private static string Digits(string text) => int.Parse(string.Concat(text.Select(c => c is >= '๐' and <= '๙' ? (char)(c - '๐' + '0') : c)), CultureInfo.InvariantCulture).ToString(CultureInfo.InvariantCulture);

    private static bool Take(ref string text, string mark)
    {
        if (!text.Contains(mark, StringComparison.Ordinal))
        {
            return false;
        }
        text = text.Replace(mark, "", StringComparison.Ordinal);
        return true;
    }
}
