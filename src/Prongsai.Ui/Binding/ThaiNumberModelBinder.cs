using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Prongsai.Ui;

/// <summary>
/// Binds <see cref="decimal"/>, <see cref="int"/> and <see cref="long"/> as people type them: Thai digits, commas between thousands, U+2212 for minus,
/// a trailing per cent sign. A comma that does not separate thousands is refused rather than guessed at (87,80 is not 8780).
/// </summary>
public sealed partial class ThaiNumberModelBinder : IModelBinder
{
    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        ArgumentNullException.ThrowIfNull(bindingContext);
        var name = bindingContext.ModelName;
        var posted = bindingContext.ValueProvider.GetValue(name);
        if (posted == ValueProviderResult.None)
        {
            return Task.CompletedTask;
        }
        bindingContext.ModelState.SetModelValue(name, posted);
        var label = bindingContext.ModelMetadata.GetDisplayName();
        var type = bindingContext.ModelMetadata.UnderlyingOrModelType;
        if (string.IsNullOrWhiteSpace(posted.FirstValue))
        {
            if (bindingContext.ModelMetadata.IsReferenceOrNullableType)
            {
                bindingContext.Result = ModelBindingResult.Success(null);
            }
            else
            {
                bindingContext.ModelState.TryAddModelError(name, ThaiMessages.Missing(label));
                bindingContext.Result = ModelBindingResult.Failed();
            }
            return Task.CompletedTask;
        }
        bindingContext.Result = Read(posted.FirstValue, type);
        if (!bindingContext.Result.IsModelSet)
        {
            bindingContext.ModelState.TryAddModelError(name, type == typeof(decimal) ? ThaiMessages.NotANumber(label) : ThaiMessages.NotAWholeNumber(label));
        }
        return Task.CompletedTask;
    }

    /// <summary>The number typed, or null when the text is not one.</summary>
    internal static decimal? Number(string? text)
    {
        var plain = ThaiText.Plain(text);
        if (plain.EndsWith('%'))
        {
            plain = plain[..^1].TrimEnd();
        }
        return Shape().IsMatch(plain) && decimal.TryParse(plain.Replace(",", "", StringComparison.Ordinal), NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var value)
            ? value
            : null;
    }

    private static ModelBindingResult Read(string? text, Type type)
    {
        if (Number(text) is not { } number)
        {
            return ModelBindingResult.Failed();
        }
        if (type == typeof(decimal))
        {
            return ModelBindingResult.Success(number);
        }
        if (number != decimal.Truncate(number) || number is < long.MinValue or > long.MaxValue)
        {
            return ModelBindingResult.Failed();
        }
        if (type == typeof(long))
        {
            return ModelBindingResult.Success((long)number);
        }
        return number is >= int.MinValue and <= int.MaxValue ? ModelBindingResult.Success((int)number) : ModelBindingResult.Failed();
    }

    [GeneratedRegex(@"^-?([0-9]{1,3}(,[0-9]{3})+|[0-9]+)(\.[0-9]+)?$", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Shape();
}
