using System.ComponentModel.DataAnnotations;
using Microsoft.AspNetCore.Mvc.ModelBinding.Metadata;

namespace Prongsai.Ui;

/// <summary>What is said when nobody worded it better: Thai, says what to do, names the field by its label.</summary>
internal static class ThaiMessages
{
    internal static string Missing(string label) => $"ใส่{label}";

    internal static string NotANumber(string label) => $"{label}ต้องเป็นตัวเลข ใช้จุดเป็นจุดทศนิยม เช่น 87.80";

    internal static string NotAWholeNumber(string label) => $"{label}ต้องเป็นจำนวนเต็ม เช่น 41";

    internal static void Apply(DefaultModelBindingMessageProvider messages)
    {
        messages.SetValueMustNotBeNullAccessor(_ => "ใส่ค่าในช่องนี้");
        messages.SetMissingBindRequiredValueAccessor(Missing);
        messages.SetMissingKeyOrValueAccessor(() => "ใส่ค่าในช่องนี้");
        messages.SetMissingRequestBodyRequiredValueAccessor(() => "ไม่ได้รับข้อมูลที่ส่งมา โปรดส่งใหม่อีกครั้ง");
        messages.SetAttemptedValueIsInvalidAccessor((_, label) => $"อ่านค่าในช่อง{label}ไม่ได้ โปรดเลือกหรือพิมพ์ใหม่");
        messages.SetNonPropertyAttemptedValueIsInvalidAccessor(_ => "อ่านค่าที่ส่งมาไม่ได้ โปรดเลือกหรือพิมพ์ใหม่");
        messages.SetUnknownValueIsInvalidAccessor(label => $"อ่านค่าในช่อง{label}ไม่ได้ โปรดเลือกหรือพิมพ์ใหม่");
        messages.SetNonPropertyUnknownValueIsInvalidAccessor(() => "อ่านค่าที่ส่งมาไม่ได้ โปรดเลือกหรือพิมพ์ใหม่");
        messages.SetValueIsInvalidAccessor(_ => "อ่านค่าที่ส่งมาไม่ได้ โปรดเลือกหรือพิมพ์ใหม่");
        messages.SetValueMustBeANumberAccessor(NotANumber);
        messages.SetNonPropertyValueMustBeANumberAccessor(() => "ค่านี้ต้องเป็นตัวเลข เช่น 87.80");
    }
}

/// <summary>Gives the validation attributes of .NET Thai words where the page gave none. {0} is the field's label.</summary>
internal sealed class ThaiValidationMessages : IValidationMetadataProvider
{
    public void CreateValidationMetadata(ValidationMetadataProviderContext context)
    {
        foreach (var attribute in context.ValidationMetadata.ValidatorMetadata.OfType<ValidationAttribute>())
        {
            // The attributes of data types are born with English words in ErrorMessage.
            var isUnworded = attribute.ErrorMessage is null || (attribute is DataTypeAttribute && attribute.ErrorMessage.StartsWith("The ", StringComparison.Ordinal));
            if (isUnworded && attribute.ErrorMessageResourceName is null && Words(attribute) is { } words)
            {
                attribute.ErrorMessage = words;
            }
        }
    }

    private static string? Words(ValidationAttribute attribute) => attribute switch
    {
        RequiredAttribute => "ใส่{0}",
        StringLengthAttribute { MinimumLength: > 0 } => "{0}ต้องยาว {2} ถึง {1} ตัวอักษร",
        StringLengthAttribute => "{0}ต้องยาวไม่เกิน {1} ตัวอักษร",
        MaxLengthAttribute => "{0}ต้องไม่เกิน {1} ตัวอักษรหรือรายการ",
        MinLengthAttribute => "{0}ต้องมีอย่างน้อย {1} ตัวอักษรหรือรายการ",
        RangeAttribute => "{0}ต้องเป็น {1} ถึง {2}",
        EmailAddressAttribute => "{0}ต้องเป็นที่อยู่อีเมล เช่น saraban@example.go.th",
        UrlAttribute => "{0}ต้องเป็นที่อยู่เว็บ เช่น https://example.go.th",
        PhoneAttribute => "{0}ต้องเป็นหมายเลขโทรศัพท์ เช่น 0 2000 0000",
        CompareAttribute => "{0}ต้องตรงกับ{1}",
        RegularExpressionAttribute => "รูปแบบของ{0}ไม่ถูกต้อง โปรดดูตัวอย่างใต้ชื่อช่อง",
        _ => null,
    };
}

/// <summary>A score of 0 to 100 with at most two decimal places. <c>[Range(0, 100)]</c> would round 100.4 to an integer and let it pass.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Parameter)]
public sealed class ScoreAttribute : ValidationAttribute
{
    public ScoreAttribute() => ErrorMessage = "{0}ต้องเป็นตัวเลข 0 ถึง 100 ทศนิยมไม่เกินสองตำแหน่ง เช่น 87.80";

    public override bool IsValid(object? value) => value is null || (value is decimal score && score is >= 0 and <= 100 && decimal.Round(score, 2) == score);
}
