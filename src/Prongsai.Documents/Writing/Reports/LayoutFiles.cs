using System.Text.Json;
using System.Text.Json.Serialization;

namespace Prongsai.Documents.Writing.Reports;

/// <summary>Reads the layouts of papers: JSON in which every member must be known and present, each file where its id and version say.</summary>
internal static class LayoutFiles
{
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    /// <param name="file">Stands in messages.</param>
    /// <param name="json">The content of the file.</param>
    /// <exception cref="LayoutException">A member is unknown, missing, repeated or null.</exception>
    public static T Read<T>(string file, string json)
        where T : class
    {
        try
        {
            return JsonSerializer.Deserialize<T>(json, Strict) ?? throw new LayoutException(file, "the file holds null.");
        }
        catch (JsonException e)
        {
            throw new LayoutException(file, e.Message, e);
        }
    }

    /// <summary>Every layout.json under a folder, in the order of their places.</summary>
    /// <param name="folder">The folder of one kind of paper.</param>
    /// <param name="parse">Reads one, by its place below the folder and its content.</param>
    /// <param name="placeOf">Where a layout belongs, with forward slashes: analysis-2567/v1/layout.json.</param>
    /// <exception cref="LayoutException">The folder is missing, or a layout cannot be used or does not lie where it belongs.</exception>
    public static IReadOnlyList<T> ReadAll<T>(string folder, Func<string, string, T> parse, Func<T, string> placeOf)
        where T : class
    {
        if (!Directory.Exists(folder))
        {
            throw new LayoutException(Path.GetFileName(folder), "there is no such folder of layouts.");
        }
        var layouts = new List<T>();
        foreach (var path in Directory.EnumerateFiles(folder, "layout.json", SearchOption.AllDirectories))
        {
            var name = Path.GetRelativePath(folder, path).Replace('\\', '/');
            var layout = parse(name, File.ReadAllText(path));
            if (name != placeOf(layout))
            {
                throw new LayoutException(name, $"a layout with this id and version belongs in {placeOf(layout)}.");
            }
            layouts.Add(layout);
        }
        return layouts;
    }
}
