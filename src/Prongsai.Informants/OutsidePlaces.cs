using System.Text.Json;
using Prongsai.Informants.Format;

namespace Prongsai.Informants;

/// <summary>An office outside to which a matter can be taken: rules/informants/outside.json.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Reach">How to reach it.</param>
/// <param name="Certainty">"unverified" until somebody asked the office itself.</param>
/// <param name="Key">Its public key for packages, as it published it; null while none is known.</param>
internal sealed record OutsidePlace(string Name, string Reach, string Certainty, string? Key)
{
    public bool IsUnverified => string.Equals(Certainty, "unverified", StringComparison.Ordinal);
}

/// <summary>
/// The places offered. They come with the product and never from the office: whoever could put a key of his own here would read what is
/// meant for those above him.
/// </summary>
internal sealed class OutsidePlaces(IReadOnlyList<OutsidePlace> all)
{
    public IReadOnlyList<OutsidePlace> All => all;

    public static OutsidePlaces Read()
    {
        using var file = typeof(OutsidePlaces).Assembly.GetManifestResourceStream("outside.json") ?? throw new InvalidOperationException("The places outside are not compiled in.");
        var places = JsonSerializer.Deserialize<OutsidePlace[]>(file, JsonSerializerOptions.Web)!;
        return places.FirstOrDefault(p => p.Key is not null && PublicKeyText.Read(p.Key) is null) is { } broken
            ? throw new InvalidOperationException($"rules/informants/outside.json: the key of {broken.Name} is not whole.")
            : new OutsidePlaces(places);
    }
}
