using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.EntityFrameworkCore.ChangeTracking;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Prongsai.Web.Platform.Persistence;

/// <summary>Keeps a record as JSON text in a jsonb column.</summary>
internal sealed class JsonText<T>() : ValueConverter<T, string>(value => JsonSerializer.Serialize(value, JsonForm.Options), text => JsonSerializer.Deserialize<T>(text, JsonForm.Options)!)
    where T : class;

/// <summary>Compares such records by what they write, since lists compare by reference.</summary>
internal sealed class JsonComparer<T>() : ValueComparer<T>(
    (a, b) => JsonSerializer.Serialize(a, JsonForm.Options) == JsonSerializer.Serialize(b, JsonForm.Options),
    value => JsonSerializer.Serialize(value, JsonForm.Options).GetHashCode(StringComparison.Ordinal),
    value => JsonSerializer.Deserialize<T>(JsonSerializer.Serialize(value, JsonForm.Options), JsonForm.Options)!)
    where T : class;

internal static class JsonForm
{
    /// <summary>For a column that may be null: EF hands a converter only what is not.</summary>
    public static ValueConverter<T?, string> Of<T>()
        where T : class => new JsonText<T>()!;

    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,

        // jsonb keeps members in an order of its own, so the one that names a type need not come first.
        AllowOutOfOrderMetadataProperties = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.KebabCaseLower) },
    };
}
