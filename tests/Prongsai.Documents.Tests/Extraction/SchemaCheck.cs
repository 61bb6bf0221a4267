using System.Text.Json;
using System.Text.RegularExpressions;

namespace Prongsai.Documents.Tests.Extraction;

/// <summary>Checks JSON against the part of JSON Schema that docs/assess.schema.json uses; a keyword it does not know is an error.</summary>
internal sealed class SchemaCheck(JsonElement root)
{
    private static readonly HashSet<string> Known =
        ["$schema", "title", "description", "$defs", "$ref", "type", "items", "properties", "required", "additionalProperties", "enum", "pattern", "minimum", "maximum"];

    public static SchemaCheck OfAssess { get; } = new(JsonDocument.Parse(File.ReadAllText(Path.Combine(Rules.Root, "docs", "assess.schema.json"))).RootElement);

    public static SchemaCheck OfCheck { get; } = new(JsonDocument.Parse(File.ReadAllText(Path.Combine(Rules.Root, "docs", "check.schema.json"))).RootElement);

    public List<string> Check(JsonElement value)
    {
        var errors = new List<string>();
        Check(root, value, "$", errors);
        return errors;
    }

    private void Check(JsonElement schema, JsonElement value, string path, List<string> errors)
    {
        foreach (var keyword in schema.EnumerateObject().Where(k => !Known.Contains(k.Name)))
        {
            errors.Add($"the schema uses {keyword.Name}, which this check does not know");
        }
        if (schema.TryGetProperty("$ref", out var reference))
        {
            Check(root.GetProperty("$defs").GetProperty(reference.GetString()!.Split('/')[^1]), value, path, errors);
            return;
        }
        if (schema.TryGetProperty("type", out var type) && !(type.ValueKind == JsonValueKind.Array ? type.EnumerateArray().Any(t => Is(t.GetString()!, value)) : Is(type.GetString()!, value)))
        {
            errors.Add($"{path} is {value.ValueKind}, not {type}");
            return;
        }
        if (schema.TryGetProperty("enum", out var words) && !words.EnumerateArray().Any(w => w.GetString() == value.GetString()))
        {
            errors.Add($"{path} is {value}");
        }
        if (schema.TryGetProperty("pattern", out var pattern) && !Regex.IsMatch(value.GetString()!, pattern.GetString()!))
        {
            errors.Add($"{path} is \"{value.GetString()}\", which is not {pattern}");
        }
        if ((schema.TryGetProperty("minimum", out var least) && value.GetDecimal() < least.GetDecimal()) || (schema.TryGetProperty("maximum", out var most) && value.GetDecimal() > most.GetDecimal()))
        {
            errors.Add($"{path} is {value}");
        }
        if (value.ValueKind == JsonValueKind.Object)
        {
            var properties = schema.GetProperty("properties");
            foreach (var member in value.EnumerateObject())
            {
                if (properties.TryGetProperty(member.Name, out var inner))
                {
                    Check(inner, member.Value, $"{path}.{member.Name}", errors);
                }
                else
                {
                    errors.Add($"{path}.{member.Name} is not promised");
                }
            }
            if (schema.TryGetProperty("required", out var required))
            {
                errors.AddRange(required.EnumerateArray().Where(r => !value.TryGetProperty(r.GetString()!, out _)).Select(r => $"{path}.{r} is missing"));
            }
        }
        else if (value.ValueKind == JsonValueKind.Array && schema.TryGetProperty("items", out var items))
        {
            foreach (var (element, i) in value.EnumerateArray().Select((e, i) => (e, i)))
            {
                Check(items, element, $"{path}[{i}]", errors);
            }
        }
    }

    private static bool Is(string type, JsonElement value) => type switch
    {
        "array" => value.ValueKind == JsonValueKind.Array,
        "object" => value.ValueKind == JsonValueKind.Object,
        "string" => value.ValueKind == JsonValueKind.String,
        "number" => value.ValueKind == JsonValueKind.Number,
        "integer" => value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out _),
        _ => throw new ArgumentException(type),
    };
}
