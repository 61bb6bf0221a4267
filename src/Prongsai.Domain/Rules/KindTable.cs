using System.Globalization;
using System.Text;

namespace Prongsai.Domain.Rules;

/// <summary>
/// Which kind is which number in which year, as Markdown: docs/kinds.md. A number in brackets is an item that takes the kind in;
/// "?" is a year whose list was not found.
/// </summary>
public static class KindTable
{
    public static string Markdown(RulebookSet rules)
    {
        ArgumentNullException.ThrowIfNull(rules);
        var to = new StringBuilder();
        to.Append("""
            # Kinds

            Numbers change every year, kinds do not. Code, advice and evidence speak of kinds; only rulebooks speak of numbers.
            This page is written by `./prongsai rules kinds` from `rules/ita`, and a test compares it. `(O1)` is an item that takes the kind in
            together with another; `?` is a year whose list was not found; `–` is a year without it.

            """);
        Table(to, "Disclosure items", rules, rules.ItemKinds, k => rules.ItemAcrossYears(k)[^1].Item is var last && last.Kind == k ? last.Title : $"(in {last.Title})", Item);
        Table(to, "Questions to staff (IIT) and to the public (EIT)", rules, rules.QuestionKinds, k => rules.QuestionAcrossYears(k)[^1].Question.Text, Question);
        Table(to, "Indicators", rules, [.. rules.Current.SelectMany(b => b.Indicators).Select(i => i.Kind).Distinct(StringComparer.Ordinal)], k => rules.IndicatorAcrossYears(k)[^1].Indicator.Name, (b, k) => b.IndicatorOfKind(k)?.No.ToString(CultureInfo.InvariantCulture) ?? "–");
        return to.ToString();
    }

    private static string Item(Rulebook book, string kind) => book.ItemOfKind(kind) switch
    {
        null => book.Items.Count == 0 ? "?" : "–",
        var item => item.Kind == kind ? item.Code : $"({item.Code})",
    };

    private static string Question(Rulebook book, string kind)
    {
        var tool = kind.StartsWith("iit-", StringComparison.Ordinal) ? "IIT" : "EIT";
        return book.QuestionOfKind(kind)?.Code ?? (book.Questions.Any(q => q.Tool == tool) ? "–" : "?");
    }

    private static void Table(StringBuilder to, string title, RulebookSet rules, IReadOnlyList<string> kinds, Func<string, string> name, Func<Rulebook, string, string> cell)
    {
        to.Append('\n').Append("## ").Append(title).Append("\n\n| Kind | ").AppendJoin(" | ", rules.Years).Append(" | Name in the last year that has it |\n|---|");
        to.Insert(to.Length, "---|", rules.Years.Count).Append("---|\n");
        foreach (var kind in kinds)
        {
            to.Append("| `").Append(kind).Append("` | ").AppendJoin(" | ", rules.Current.Select(b => cell(b, kind))).Append(" | ").Append(name(kind)).Append(" |\n");
        }
    }
}
