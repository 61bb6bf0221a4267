using System.Collections.Frozen;
using Microsoft.EntityFrameworkCore.Storage.ValueConversion;

namespace Prongsai.Web.Platform.Persistence;

/// <summary>An enum member is stored as lower-case words: <c>SubdistrictMunicipality</c> as <c>subdistrict-municipality</c>.</summary>
internal sealed class KebabCase<T>() : ValueConverter<T, string>(value => Write(value), text => Read(text))
    where T : struct, Enum
{
    private static readonly FrozenDictionary<T, string> Texts =
        Enum.GetValues<T>().ToFrozenDictionary(v => v, v => SnakeCase.Of(v.ToString()).Replace('_', '-'));

    private static readonly FrozenDictionary<string, T> Values = Texts.ToFrozenDictionary(p => p.Value, p => p.Key, StringComparer.Ordinal);

    public static string Write(T value) => Texts[value];

    /// <exception cref="KeyNotFoundException">No member is written so.</exception>
    public static T Read(string text) => Values[text];
}
