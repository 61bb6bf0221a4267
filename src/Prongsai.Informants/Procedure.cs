using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Prongsai.Informants;

/// <summary>A step of handling as the informant and the officer see it.</summary>
/// <param name="State">As stored.</param>
/// <param name="Title">What it is called.</param>
/// <param name="Next">What happens next.</param>
/// <param name="WorkingDays">In which it should be over; null for the last.</param>
/// <param name="ExtensionDays">Working days one extension adds.</param>
/// <param name="Extensions">How many there may be.</param>
/// <param name="Then">The states that may follow.</param>
/// <param name="MustSay">What the informant must be told in words when it begins; null for nothing.</param>
internal sealed record Stage(string State, string Title, string Next, int? WorkingDays, int ExtensionDays, int Extensions, IReadOnlyList<string> Then, string? MustSay = null);

/// <summary>
/// How a report is handled: the rule file rules/informants/procedure.json, which every office begins with, or what an office made of it. A
/// report keeps the version it came under.
/// </summary>
/// <param name="Certainty">"unverified" while nobody has compared it with its source; "office" for what an office decided.</param>
/// <param name="Source">Where steps and days come from.</param>
/// <param name="AnswerDays">Days, all counted, within which the informant is owed an answer.</param>
/// <param name="AnswerRule">By which rule.</param>
/// <param name="KeepDays">Days after the end until a report is destroyed.</param>
/// <param name="KeepRule">What is said after that number.</param>
/// <param name="Stages">The first is the receipt, the last the end.</param>
internal sealed record Procedure(string Certainty, string Source, int AnswerDays, string AnswerRule, int KeepDays, string KeepRule, IReadOnlyList<Stage> Stages)
{
    public const string Received = "received";
    public const string Finished = "finished";
    public const int StagesMax = 12;

    /// <summary>That of the rule file.</summary>
    public static readonly Procedure Default = Read();

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web) { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web) { UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow, RespectNullableAnnotations = true, RespectRequiredConstructorParameters = true };

    /// <summary>Counted in each office from 1.</summary>
    [JsonIgnore]
    public int Version { get; init; }

    [JsonIgnore]
    public bool IsUnverified => string.Equals(Certainty, "unverified", StringComparison.Ordinal);

    /// <summary>The steps as the public page shows them.</summary>
    [JsonIgnore]
    public IReadOnlyList<string> Lines =>
        [.. Stages.Select(s => s.WorkingDays is { } days ? $"{s.Title}: ภายใน {days} วันทำการ{(s.Extensions > 0 ? $" ขยายได้ {s.Extensions} ครั้ง ครั้งละ {s.ExtensionDays} วันทำการ พร้อมเหตุผล" : "")}" : s.Title)];

    public Stage Of(string state) => Stages.First(s => string.Equals(s.State, state, StringComparison.Ordinal));

    public static Procedure Parse(string rules, int version) => JsonSerializer.Deserialize<Procedure>(rules, Json)! with { Version = version };

    /// <summary>Reads what a person wrote into a file.</summary>
    /// <exception cref="JsonException">It is not of this form; the message says where.</exception>
    public static Procedure FromFile(string rules) =>
        JsonSerializer.Deserialize<Procedure>(rules, Strict) is { } made && made.Stages.All(s => s is not null) ? made : throw new JsonException("The file, or one of its steps, holds nothing.");

    /// <summary>As it is kept; the same procedure gives the same text.</summary>
    public string Write() => JsonSerializer.Serialize(this, Json);

    /// <summary>Why these steps cannot be used, in Thai; empty when they can. Whatever begins must be able to end.</summary>
    public IReadOnlyList<string> Faults()
    {
        var faults = new List<string>();
        var known = Stages.Select(s => s.State).ToHashSet(StringComparer.Ordinal);
        if (Stages.Count is < 2 or > StagesMax || known.Count != Stages.Count || Stages[0].State != Received || Stages[^1].State != Finished)
        {
            return [$"ขั้นตอนต้องเริ่มที่การรับเรื่อง จบที่เสร็จสิ้น และมีไม่เกิน {StagesMax} ขั้น"];
        }
        faults.AddRange(Numbers());
        faults.AddRange(Stages.GroupBy(s => s.Title, StringComparer.Ordinal).Where(g => g.Count() > 1).Select(g => $"มีขั้น “{g.Key}” ซ้ำกัน ตั้งชื่อให้ต่างกัน"));
        foreach (var stage in Stages)
        {
            if (stage.State != Finished && !stage.Then.Any(t => known.Contains(t) && t != stage.State))
            {
                faults.Add($"เลือกว่าขั้นใดตาม “{stage.Title}” ได้ มิฉะนั้นเรื่องจะค้างอยู่ที่ขั้นนี้");
            }
        }
        var reached = Reach(Received, s => Of(s).Then.Where(known.Contains));
        faults.AddRange(Stages.Where(s => !reached.Contains(s.State)).Select(s => $"ไม่มีขั้นใดไปถึง “{s.Title}” เลือกขั้นนี้ในขั้นก่อนหน้า หรือตัดออก"));
        var ending = Reach(Finished, s => Stages.Where(o => o.Then.Contains(s, StringComparer.Ordinal)).Select(o => o.State));
        faults.AddRange(Stages.Where(s => s.Then.Count > 0 && !ending.Contains(s.State)).Select(s => $"จาก “{s.Title}” ไปไม่ถึงขั้นเสร็จสิ้น"));
        return faults;
    }

    private IEnumerable<string> Numbers()
    {
        if (AnswerDays is < 1 or > 60 || KeepDays is < 90 or > 3650)
        {
            yield return "กำหนดตอบต้องอยู่ระหว่าง 1 ถึง 60 วัน และการเก็บระหว่าง 90 ถึง 3650 วัน";
        }
        foreach (var stage in Stages)
        {
            if (stage.State.Length > 31 || !stage.State.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c is '-') || !char.IsAsciiLetterLower(stage.State.FirstOrDefault()))
            {
                yield return $"รหัสขั้น “{stage.State}” ใช้ได้เฉพาะ a–z ตัวเลข และขีด ขึ้นต้นด้วยตัวอักษร";
            }
            if (string.IsNullOrWhiteSpace(stage.Title) || string.IsNullOrWhiteSpace(stage.Next) || stage.Title.Length > 80 || stage.Next.Length > 300)
            {
                yield return $"ขั้น {stage.State} ต้องมีชื่อและบอกผู้แจ้งว่าจะเกิดอะไรต่อไป";
            }
            if (stage.State == Finished ? stage.WorkingDays is not null : stage.WorkingDays is not (>= 1 and <= 365) || stage.Extensions is < 0 or > 10 || stage.ExtensionDays is < 0 or > 365 || (stage.Extensions > 0 && stage.ExtensionDays == 0))
            {
                yield return $"วันทำการของขั้น “{stage.Title}” ต้องอยู่ระหว่าง 1 ถึง 365 ขยายได้ไม่เกิน 10 ครั้ง ครั้งละไม่เกิน 365 วันทำการ";
            }
        }
    }

    private static HashSet<string> Reach(string from, Func<string, IEnumerable<string>> next)
    {
        var reached = new HashSet<string>(StringComparer.Ordinal) { from };
        var open = new Queue<string>([from]);
        while (open.TryDequeue(out var state))
        {
            foreach (var then in next(state).Where(reached.Add))
            {
                open.Enqueue(then);
            }
        }
        return reached;
    }

    private static Procedure Read()
    {
        using var file = typeof(Procedure).Assembly.GetManifestResourceStream("procedure.json") ?? throw new InvalidOperationException("The procedure is not compiled in.");
        return JsonSerializer.Deserialize<Procedure>(file, JsonSerializerOptions.Web)!;
    }
}

/// <summary>A day in Thai words: 21 พ.ย. 2569.</summary>
internal static class ThaiDay
{
    private static readonly string[] Months = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."];

    public static string Short(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Day} {Months[day.Month - 1]} {day.Year + 543}");

    /// <summary>The half of the fiscal year a day lies in: 2569/1 is October to March.</summary>
    public static string Half(DateOnly day) => string.Create(CultureInfo.InvariantCulture, $"{day.Year + 543 + (day.Month >= 10 ? 1 : 0)}/{(day.Month is >= 10 or <= 3 ? 1 : 2)}");
}
