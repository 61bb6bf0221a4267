using System.ComponentModel.DataAnnotations;
using System.Reflection;
using Microsoft.AspNetCore.Mvc.Rendering;

namespace Prongsai.Ui;

/// <summary>One thing to choose in a select, a group of radios or of checkboxes.</summary>
/// <param name="Value">What is posted.</param>
/// <param name="Text">What is read.</param>
/// <param name="Hint">A second line; not shown in a select.</param>
/// <param name="Disabled">Shown, but not to be chosen now; say why in the text.</param>
public sealed record Choice(string Value, string Text, string? Hint = null, bool Disabled = false)
{
    public static implicit operator Choice(SelectListItem item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return new(item.Value ?? item.Text, item.Text, null, item.Disabled);
    }

    public static implicit operator Choice((string Value, string Text) pair) => new(pair.Value, pair.Text);

    /// <summary>The members of an enum in order, with <c>[Display(Name, Description)]</c> as words and hint.</summary>
    public static IReadOnlyList<Choice> Of<T>() where T : struct, Enum => Of(typeof(T));

    internal static IReadOnlyList<Choice> Of(Type type) =>
        [.. type.GetFields(BindingFlags.Public | BindingFlags.Static).Select(member =>
        {
            var display = member.GetCustomAttribute<DisplayAttribute>();
            return new Choice(member.Name, display?.GetName() ?? member.Name, display?.GetDescription());
        })];
}
