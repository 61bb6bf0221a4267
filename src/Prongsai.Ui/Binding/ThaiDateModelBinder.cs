using Microsoft.AspNetCore.Mvc.ModelBinding;

namespace Prongsai.Ui;

/// <summary>
/// Binds <see cref="DateOnly"/> from three fields (<c>Name.Day</c>, <c>Name.Month</c>, <c>Name.Year</c>, Buddhist era) or from one text.
/// It never asks the culture: <c>5 1 2568</c> is 5 January 2025 whatever the thread thinks (the stock Thai culture makes 1482 of it).
/// What was typed is kept in the model state as three texts, so that the field shows it again.
/// </summary>
public sealed class ThaiDateModelBinder : IModelBinder
{
    internal const string DayKey = ".Day";
    internal const string MonthKey = ".Month";
    internal const string YearKey = ".Year";

    public Task BindModelAsync(ModelBindingContext bindingContext)
    {
        ArgumentNullException.ThrowIfNull(bindingContext);
        var name = bindingContext.ModelName;
        var values = bindingContext.ValueProvider;
        string? Typed(string key) => values.GetValue(name + key) is { Length: > 0 } found ? found.FirstValue : null;
        var (day, month, year) = (Typed(DayKey), Typed(MonthKey), Typed(YearKey));
        ThaiDateInput read;
        if (day is not null || month is not null || year is not null)
        {
            read = ThaiDateInput.Read(day, month, year);
            bindingContext.ModelState.SetModelValue(name, new[] { day ?? "", month ?? "", year ?? "" }, $"{day} {month} {year}".Trim());
        }
        else if (values.GetValue(name) is { Length: > 0 } one)
        {
            read = ThaiDateInput.Read(one.FirstValue);
            bindingContext.ModelState.SetModelValue(name, one.FirstValue, one.FirstValue);
        }
        else
        {
            return Task.CompletedTask;
        }

        if (read.Day is { } understood)
        {
            bindingContext.Result = ModelBindingResult.Success(understood);
            return Task.CompletedTask;
        }
        var label = bindingContext.ModelMetadata.GetDisplayName();
        if (read.Fault is { } fault)
        {
            bindingContext.ModelState.TryAddModelError(name, fault.StartsWith("ต้อง", StringComparison.Ordinal) ? label + fault : $"{label}: {fault}");
            bindingContext.Result = ModelBindingResult.Failed();
        }
        else if (bindingContext.ModelMetadata.IsReferenceOrNullableType)
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
}
