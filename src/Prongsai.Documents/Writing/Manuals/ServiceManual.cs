using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.RegularExpressions;
using Prongsai.Documents.Writing.Reports;
using Prongsai.Domain;
using Prongsai.Domain.Manuals;
using Prongsai.Domain.Rules;

namespace Prongsai.Documents.Writing.Manuals;

/// <summary>What a manual of a service says on paper.</summary>
public sealed record ServiceManual
{
    public required string Organisation { get; init; }

    public required string Title { get; init; }

    public required string Unit { get; init; }

    /// <summary>Who may ask for it and when; empty when nothing was said.</summary>
    public string Conditions { get; init; } = "";

    /// <summary>May hold U+200B where a line of the chart may break.</summary>
    public required IReadOnlyList<ManualStep> Steps { get; init; }

    public IReadOnlyList<string> Documents { get; init; } = [];

    public IReadOnlyList<string> Fees { get; init; } = [];

    public required IReadOnlyList<string> Channels { get; init; }

    public required IReadOnlyList<string> Laws { get; init; }

    /// <summary>Where to complain; empty leaves the line out.</summary>
    public string Complain { get; init; } = "";

    public required int Edition { get; init; }

    public required DateTimeOffset PublishedAt { get; init; }

    /// <summary>Of the page that always shows the newest edition.</summary>
    public required string Address { get; init; }

    public DigitStyle Digits { get; init; } = DigitStyle.Thai;

    public string Font { get; init; } = "TH SarabunIT๙";
}

/// <summary>The words of a manual's form. Data under rules/documents/service-manual; a version that was used is never changed.</summary>
public sealed partial record ServiceManualLayout
{
    private static readonly string[] Keys =
    [
        "title", "unit", "edition", "address", "conditions", "steps", "stepNo", "stepText", "stepWho", "stepTime", "total", "noTime", "flow", "documents", "noDocuments", "fees", "noFees", "channels", "laws", "complain",
    ];

    private static readonly string[] Placeholders = ["unit", "edition", "day", "address", "complain"];

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerOptions.Strict)
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        RespectRequiredConstructorParameters = true,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    public required string Id { get; init; }

    public required int Version { get; init; }

    /// <summary>Thai, for choosing.</summary>
    public required string Name { get; init; }

    public required Sourced Source { get; init; }

    public required IReadOnlyDictionary<string, string> Texts { get; init; }

    [GeneratedRegex(@"\{(?<name>[A-Za-z]*)\}", RegexOptions.NonBacktracking | RegexOptions.ExplicitCapture)]
    private static partial Regex Placeholder();

    /// <summary>Reads one layout. The file name stands in messages.</summary>
    /// <exception cref="LayoutException">A member or text is unknown, missing, repeated or empty, or a placeholder is unknown.</exception>
    public static ServiceManualLayout Parse(string file, string json)
    {
        ServiceManualLayout layout;
        try
        {
            layout = JsonSerializer.Deserialize<ServiceManualLayout>(json, Strict) ?? throw new LayoutException(file, "the file holds null.");
        }
        catch (JsonException e)
        {
            throw new LayoutException(file, e.Message, e);
        }
        foreach (var key in Keys.Union(layout.Texts.Keys, StringComparer.Ordinal))
        {
            if (!Keys.Contains(key) || !layout.Texts.TryGetValue(key, out var text) || string.IsNullOrWhiteSpace(text))
            {
                throw new LayoutException(file, $"the text \"{key}\" is missing, empty or not one a manual prints.");
            }
            if (Placeholder().Matches(text).Select(m => m.Groups["name"].Value).FirstOrDefault(n => !Placeholders.Contains(n)) is { } unknown)
            {
                throw new LayoutException(file, $"the text \"{key}\" has the placeholder {{{unknown}}}; known are {string.Join(", ", Placeholders)}.");
            }
        }
        return layout;
    }

    /// <summary>The newest version of the form under a folder (rules/documents/service-manual).</summary>
    /// <exception cref="LayoutException">There is none, or one cannot be used.</exception>
    public static ServiceManualLayout Newest(string folder)
    {
        var files = Directory.Exists(folder) ? Directory.GetFiles(folder, "layout.json", SearchOption.AllDirectories) : [];
        return files.Select(f => Parse(f, File.ReadAllText(f))).MaxBy(l => l.Version) ?? throw new LayoutException(folder, "there is no layout.");
    }

    /// <summary>A text with its placeholders filled; a value is never read for placeholders again.</summary>
    internal string Fill(string key, ServiceManual manual) => Placeholder().Replace(Texts[key], match => match.Groups["name"].Value switch
    {
        "unit" => manual.Unit,
        "edition" => manual.Edition.ToString(System.Globalization.CultureInfo.InvariantCulture),
        "day" => ThaiDate.Long(ThaiDate.InBangkok(manual.PublishedAt)),
        "address" => manual.Address,
        _ => manual.Complain,
    });
}

/// <summary>Makes the paper of a manual.</summary>
public static class ServiceManualForm
{
    public static Document Build(ServiceManual manual, ServiceManualLayout layout)
    {
        ArgumentNullException.ThrowIfNull(manual);
        ArgumentNullException.ThrowIfNull(layout);
        string Text(string key) => layout.Fill(key, manual);
        List<Block> blocks =
        [
            new Paragraph([new Run(Text("title"), Bold: true)], Alignment.Centre) { Points = 20 },
            new Heading(1, manual.Title),
            new Paragraph(manual.Organisation, Alignment.Start),
            new Paragraph(Text("unit"), Alignment.Start),
        ];
        if (manual.Conditions.Length > 0)
        {
            blocks.Add(new Heading(2, Text("conditions")));
            blocks.AddRange(manual.Conditions.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(p => new Paragraph(p, firstLineIndentCm: 2.5m)));
        }
        blocks.Add(new Heading(2, Text("steps")));
        blocks.Add(Steps(manual, Text));
        blocks.Add(new Heading(2, Text("documents")));
        Listed(blocks, manual.Documents, Text("noDocuments"));
        blocks.Add(new Heading(2, Text("fees")));
        Listed(blocks, manual.Fees, Text("noFees"));
        blocks.Add(new Heading(2, Text("channels")));
        Listed(blocks, manual.Channels, Text("noTime"));
        blocks.Add(new Heading(2, Text("laws")));
        Listed(blocks, manual.Laws, Text("noTime"));
        if (manual.Complain.Length > 0)
        {
            blocks.Add(new Paragraph(Text("complain"), Alignment.Start) { SpaceBeforePoints = 6 });
        }
        blocks.Add(new Paragraph(Text("edition"), Alignment.Start) { Points = 14, SpaceBeforePoints = 6 });
        blocks.Add(new Paragraph(Text("address"), Alignment.Start) { Points = 14 });
        blocks.Add(new PageBreak());
        blocks.Add(new Heading(2, Text("flow")));
        blocks.Add(new FlowChart($"{Text("flow")} {manual.Title}", ManualFlow.InWords([.. manual.Steps.Select(Plainly)]), manual.Steps));
        return new Document
        {
            Title = $"{Text("title")} {manual.Title}",
            Subject = manual.Title,
            Author = manual.Organisation,
            Digits = manual.Digits,
            Font = manual.Font,
            WrittenAt = manual.PublishedAt,
            Blocks = blocks,
        };
    }

    private static Table Steps(ServiceManual manual, Func<string, string> text)
    {
        List<TableRow> rows = [.. manual.Steps.Select(Plainly).Select((s, i) => new TableRow(
        [
            new(FormattableString.Invariant($"{i + 1}")),
            new(s.Kind is StepKind.Decide && s.NoTo is { } to ? [s.Text, FormattableString.Invariant($"({ManualFlow.NoOf(s)} ไปขั้นที่ {to})")] : [s.Text]),
            new(s.Who.Length > 0 ? s.Who : text("noTime")),
            new(s.Time?.ToString() ?? text("noTime")),
        ]))];
        rows.Add(new TableRow([new TableCell([text("total")], ColumnSpan: 3), new(ServiceTime.Total(manual.Steps.Select(s => s.Time).OfType<StepTime>()) ?? text("noTime"))], Emphasised: true));
        return new Table("", [new(text("stepNo"), 0.08m, Alignment.Centre), new(text("stepText"), 0.42m), new(text("stepWho"), 0.25m), new(text("stepTime"), 0.25m, Alignment.Centre)], rows);
    }

    private static void Listed(List<Block> blocks, IReadOnlyList<string> items, string none) =>
        blocks.Add(items.Count == 0 ? new Paragraph(none, Alignment.Start, firstLineIndentCm: 2.5m) : new ListItems(items, Numbered: true));

    private static ManualStep Plainly(ManualStep step) => step with { Text = step.Text.Replace("\u200B", "", StringComparison.Ordinal), Who = step.Who.Replace("\u200B", "", StringComparison.Ordinal) };
}
