using System.Globalization;
using System.Security.Cryptography;
using Prongsai.Domain;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Features.Surveys.Answers;

internal sealed record TooManyFromHere() : Refusal("มีการส่งคำตอบจากที่เดียวกันมากเกินไปในเวลาสั้น คำตอบของท่านยังอยู่ในหน้านี้ รอประมาณหนึ่งชั่วโมงแล้วกดส่งอีกครั้ง หรือขอแบบกระดาษที่สำนักงาน");

internal sealed record AlreadyAnsweredHere() : Refusal("เครื่องนี้ส่งคำตอบของแบบสำรวจนี้ไปแล้ววันนี้ ถ้าใช้เครื่องร่วมกับผู้อื่น ขอสลิปรหัสหรือแบบกระดาษที่สำนักงานได้");

internal sealed record CodeIsMissing() : Refusal("ใส่รหัสบนสลิป");

/// <summary>Says which part of the code does not fit. The words are templates because a counter's screen says them without a line (kiosk.js).</summary>
internal sealed record CodeIsMistyped(SlipMistake Mistake) : Refusal(Words(Mistake))
{
    /// <summary>By the name of the <see cref="SlipFault"/>.</summary>
    public static IReadOnlyDictionary<string, string> Templates { get; } = new Dictionary<string, string>(StringComparer.Ordinal)
    {
        [nameof(SlipFault.ThaiLetters)] = "รหัสบนสลิปเป็นตัวอังกฤษกับตัวเลข เปลี่ยนแป้นพิมพ์เป็นภาษาอังกฤษแล้วพิมพ์ใหม่",
        [nameof(SlipFault.StrangeSign)] = "กลุ่ม{group} ตัวที่ {place} พิมพ์เป็น “{sign}” ซึ่งไม่มีในรหัส รหัสไม่ใช้เลข 0 และ 1 ตัว I L และ O ดูที่สลิปอีกครั้ง",
        [nameof(SlipFault.GroupLength)] = "กลุ่ม{group}พิมพ์ไว้ {count} ตัว ต้องมี 5 ตัว ดูที่สลิปว่าขาดหรือเกินตัวใด",
        [nameof(SlipFault.Length)] = "รหัสมี 10 ตัว ที่พิมพ์มี {count} ตัว ดูที่สลิปว่าขาดหรือเกินตัวใด",
        [nameof(SlipFault.Check)] = "รหัสนี้ไม่ตรงกับตัวตรวจท้ายรหัส “{sign}” มีตัวหนึ่งพิมพ์ผิดหรือสลับที่กัน เทียบกับสลิปทีละตัวทั้งสองกลุ่ม",
    };

    private static string Words(SlipMistake mistake) => Templates[mistake.Fault.ToString()]
        .Replace("{group}", mistake.Group == 1 ? "แรก" : "หลัง", StringComparison.Ordinal)
        .Replace("{place}", mistake.Place.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{count}", mistake.Count.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{sign}", mistake.Sign, StringComparison.Ordinal);
}

/// <summary>What a person answered, checked against the form before it goes to be kept.</summary>
internal sealed record FilledIn(byte[] Cells, IReadOnlyDictionary<string, string> Texts);

/// <summary>Takes a complete answer in: one for each code, or one for each device and day.</summary>
internal sealed class SubmitAnswer(AnswerWriter writer, Visitors visitors, IHttpContextAccessor http, TimeProvider clock) : IUseCase
{
    /// <summary>Nobody reads a question and chooses in less.</summary>
    public static readonly TimeSpan LeastPerQuestion = TimeSpan.FromSeconds(2);

    /// <param name="survey">Open when the form was fetched; whether it still is, the writer finds out.</param>
    /// <param name="filled">Checked.</param>
    /// <param name="token">The number the form carries; the same for every sending of it.</param>
    /// <param name="typedCode">What was typed as code; null where none is needed.</param>
    /// <param name="took">From the first question to sending; null where unknown.</param>
    /// <param name="stop">Ends the waiting.</param>
    public async Task<Refusal?> Do(Survey survey, FilledIn filled, string token, string? typedCode, TimeSpan? took, CancellationToken stop)
    {
        var context = http.HttpContext!;
        byte[]? code = null;
        if (survey.Entry is SurveyEntry.Codes || (survey.Entry is SurveyEntry.Either && !string.IsNullOrWhiteSpace(typedCode)))
        {
            if (!visitors.MayTryCodes(context, wrong: false))
            {
                return new TooManyFromHere();
            }
            if (SlipCode.Read(typedCode) is not { } read)
            {
                visitors.MayTryCodes(context, wrong: true);
                return string.IsNullOrWhiteSpace(typedCode) ? new CodeIsMissing() : new CodeIsMistyped(SlipCode.MistakeIn(typedCode));
            }
            code = Hashes.OfCode(survey.Id, read);
        }
        else if (!visitors.MaySend(context))
        {
            return new TooManyFromHere();
        }
        var today = ThaiDate.InBangkok(clock.GetUtcNow());
        if (!survey.Takes(today))
        {
            return new SurveyIsClosed();
        }
        var asked = survey.Form.Layout.Count(q => survey.Form.IsAsked(q.Question, filled.Cells));
        var answer = Prepare(survey, filled, today, token, code) with { IsHasty = took is { } time && time < LeastPerQuestion * asked, IsInBurst = visitors.IsBurst(survey.Id) };
        var refusal = await writer.Keep(answer, stop);
        if (refusal is CodeIsSpent)
        {
            visitors.MayTryCodes(context, wrong: true);
        }
        return refusal;
    }

    /// <summary>An answer on paper, typed in by an officer; counted apart.</summary>
    public Task<Refusal?> FromPaper(Survey survey, FilledIn filled, string token, CancellationToken stop)
    {
        var today = ThaiDate.InBangkok(clock.GetUtcNow());
        return survey.State is SurveyState.Open
            ? writer.Keep(Prepare(survey, filled, today, token, null) with { IsPaper = true }, stop)
            : Task.FromResult<Refusal?>(new SurveyIsClosed());
    }

    private static Accepted Prepare(Survey survey, FilledIn filled, DateOnly today, string token, byte[]? code)
    {
        var texts = filled.Texts.Where(t => !string.IsNullOrWhiteSpace(t.Value)).Select(t => new WrittenText(t.Key, t.Value.Trim())).ToArray();
        RandomNumberGenerator.Shuffle(texts.AsSpan());
        return new(new(survey.Id, survey.OrganisationId, survey.Form.Cells, survey.Least), survey.PeriodOf(today), AnswerRows.Pack(filled.Cells), texts, Hashes.OfReceipt(survey.Id, token), code) { Day = today };
    }
}
