namespace Prongsai.Documents.Tests.Reading;

/// <summary>The five real papers, where they are at hand: beside the repository, or where PRONGSAI_SEEDS says.</summary>
internal static class Seeds
{
    public static string? Folder { get; } = Find();

    private static string? Find()
    {
        if (Environment.GetEnvironmentVariable("PRONGSAI_SEEDS") is { Length: > 0 } named)
        {
            return Directory.Exists(named) ? named : null;
        }
        for (var at = new DirectoryInfo(AppContext.BaseDirectory); at is not null; at = at.Parent)
        {
            var seeds = Path.Combine(at.FullName, "shared", "seeds");
            if (Directory.Exists(seeds))
            {
                return seeds;
            }
        }
        return null;
    }
}
