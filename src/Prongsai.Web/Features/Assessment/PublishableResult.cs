using Prongsai.Domain;
using Prongsai.Domain.Assessment;
using Prongsai.Web.Platform.Confirmed;
using Prongsai.Web.Platform.Publishing;
using Prongsai.Web.Platform.Words;

namespace Prongsai.Web.Features.Assessment;

/// <summary>
/// Offers confirmed results to the public: total, level, tools and indicators. Scores of questions are left out unless chosen, because where
/// few people answered they tell how many gave which answer.
/// </summary>
internal sealed class PublishableResult(IConfirmedResults results) : IPublishable
{
    public const string Questions = "questions";
    public const string Items = "items";

    /// <summary>Parts of a rulebook on which what is shown rests, and what is said when they are not sure.</summary>
    private static readonly (string Part, string Words)[] Rests =
    [
        ("tools", "น้ำหนักของเครื่องมือ"),
        ("indicators", "รายการตัวชี้วัด"),
        ("levels", "เกณฑ์ระดับ"),
        ("grouping", "การจัดกลุ่มข้อเปิดเผยเป็นตัวชี้วัดย่อย"),
    ];

    public string Kind => PublishedKinds.Result;

    public async Task<IReadOnlyList<Offer>> Offers(CancellationToken stop) => [.. (await results.All(stop)).Select(OfferOf)];

    public async Task<PublishableContent?> Content(FiscalYear year, IReadOnlySet<string> options, CancellationToken stop)
    {
        if (await results.Of(year, stop) is not { } result)
        {
            return null;
        }
        var (verification, rules) = (result.Verification, result.Verification.Rulebook);
        var questions = Lines(verification, rules.Questions.Select(q => (q.Code, q.Text, q.Indicator)));
        var items = Lines(verification, rules.Items.Select(i => (i.Code, Text: i.Title, i.Indicator)));
        var data = new PublishedResult
        {
            Year = year.Value,
            Total = Plain(result.Total),
            Level = verification.Level.Computed?.Name ?? result.LevelPrinted,
            Limits = [.. rules.Levels.Select(l => l.AtLeast).Where(l => l is > 0 and < 100).Distinct().Order()],
            Tools = [.. rules.Tools.Select(t => new PublishedTool(t.Code, t.Name, t.Weight, Score(verification.Tools.FirstOrDefault(s => s.Tool == t.Code))))],
            Indicators = [.. rules.Indicators.Select(i => new PublishedIndicator(i.No, i.Kind, i.Name, i.Tool, verification.Step(Target.Indicator(i.No)) is { } step ? Plain(step.Printed ?? step.Rounded) : null))],
            Questions = options.Contains(Questions) && questions.Count > 0 ? questions : null,
            Items = options.Contains(Items) && items.Count > 0 ? items : null,
            ConfirmedOn = ThaiDate.InBangkok(result.ConfirmedAt),
            Rules = new PublishedRules(rules.Id, rules.Sha256, rules.Title),
            Cautions = Cautions(verification),
        };
        return new PublishableContent
        {
            Offer = OfferOf(result),
            Data = data,
            Options = [.. OptionsOf(verification, questions.Count, items.Count)],
            Shows =
            [
                $"คะแนนรวม {Numbers.Score(data.Total)} ระดับ{data.Level ?? " –"}",
                $"คะแนน {data.Tools.Count} เครื่องมือ และ {data.Indicators.Count} ตัวชี้วัด พร้อมแผนภูมิและตาราง",
                "ไฟล์ข้อมูล JSON และ CSV ของตัวเลขเดียวกัน",
            ],
            Keeps = ["เอกสารที่นำเข้า ร่าง และประวัติการแก้ไขภายใน", "คะแนนรายข้อ เว้นแต่ท่านเลือกด้านล่าง"],
        };
    }

    private static Offer OfferOf(ConfirmedResult result) => new(
        PublishedKinds.Result,
        result.Year,
        result.Id.ToString(),
        $"ผลการประเมิน ITA ปี {result.Year}",
        $"คะแนนรวม {Numbers.Score(result.Total)} ระดับ{result.LevelName} ยืนยันเมื่อ {ThaiDate.Short(ThaiDate.InBangkok(result.ConfirmedAt))}");

    /// <summary>84.1200, as the database gives it, becomes 84.12.</summary>
    private static decimal? Plain(decimal? score) => score is { } value ? value / 1.0000000000000000000000000000m : null;

    private static decimal? Score(ToolScore? tool) => (tool?.Printed ?? tool?.Computed) is { } score ? Plain(Math.Round(score, 2, MidpointRounding.AwayFromZero)) : null;

    private static List<PublishedLine> Lines(Verification verification, IEnumerable<(string Code, string Text, int Indicator)> lines) =>
        [.. lines.Where(l => verification.Figures[l.Code] is not null).Select(l => new PublishedLine(l.Code, l.Text, l.Indicator, verification.Rulebook.IndicatorNo(l.Indicator)?.Tool ?? "", Plain(verification.Figures[l.Code])!.Value))];

    private static IEnumerable<PublishOption> OptionsOf(Verification verification, int questions, int items)
    {
        if (questions > 0)
        {
            // Said with this year's own numbers where they can be said: nothing explains it better.
            var told = verification.Respondents.Where(r => r.IsTelling && r.Fits.Count > 0).Select(r => $"{r.Tool} น่าจะมีผู้ตอบ {r.Fits[0]} คน").ToList();
            yield return new PublishOption(
                Questions,
                $"เปิดเผยคะแนนรายข้อคำถามด้วย ({questions} ข้อ)",
                "ถ้าผู้ตอบมีน้อย คะแนนรายข้อคำนวณย้อนกลับได้ว่ามีกี่คนตอบแต่ละระดับ ผู้ตอบอาจกังวลว่าถูกเดาได้" + (told.Count > 0 ? $" คะแนนของปีนี้บอกได้แล้วว่า {string.Join(" และ ", told)}" : ""));
        }
        if (items > 0)
        {
            yield return new PublishOption(Items, $"เปิดเผยคะแนนรายข้อเปิดเผย (OIT) ด้วย ({items} ข้อ)", "บอกว่าข้อใดได้หรือไม่ได้คะแนน ไม่เกี่ยวกับผู้ตอบแบบวัด");
        }
    }

    private static List<string> Cautions(Verification verification)
    {
        var rules = verification.Rulebook;
        var unsure = Rests.Where(r => rules.Parts.GetValueOrDefault(r.Part)?.Certainty is Certainty.Unverified or Certainty.Unknown).Select(r => r.Words).ToList();
        if (!unsure.Contains(Rests[^1].Words) && rules.Indicators.Any(i => i.SubIndicators.Any(s => s.Source.Certainty is Certainty.Unverified or Certainty.Unknown)))
        {
            unsure.Add(Rests[^1].Words);
        }
        List<string> cautions = [];
        if (unsure.Count > 0)
        {
            cautions.Add($"{string.Join(" และ", unsure)}ของปี {rules.Year} ที่ใช้ตรวจตัวเลขนี้ ยังไม่ยืนยันกับประกาศทางการ");
        }
        if (verification.Steps.Where(s => s.Verdict is Verdict.Differs).Select(s => TargetNames.Of(rules, s.Target)).ToList() is { Count: > 0 } differing)
        {
            cautions.Add($"ตัวเลขตามเอกสารไม่ตรงกับการคำนวณตามหลักเกณฑ์: {string.Join(", ", differing)} แสดงตามที่หน่วยงานยืนยัน");
        }
        return cautions;
    }
}
