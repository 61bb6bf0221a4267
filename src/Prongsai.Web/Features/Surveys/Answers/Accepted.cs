using System.Security.Cryptography;
using System.Text;
using Prongsai.Domain;

namespace Prongsai.Web.Features.Surveys.Answers;

/// <summary>What the writer needs to know of a survey.</summary>
internal sealed record SurveyCard(Guid Id, Guid OrganisationId, int Cells, int Least);

/// <summary>A complete answer on its way to being kept. Never logged, never written anywhere but through <see cref="AnswerWriter"/>.</summary>
internal sealed record Accepted(SurveyCard Survey, DateOnly Period, byte[] Row, IReadOnlyList<WrittenText> Texts, byte[] Receipt, byte[]? Code)
{
    public DateOnly Day { get; init; }

    public bool IsPaper { get; init; }

    /// <summary>Faster than the questions can be read.</summary>
    public bool IsHasty { get; init; }

    /// <summary>One of many that came at once.</summary>
    public bool IsInBurst { get; init; }

    /// <summary>Where its being kept is waited for.</summary>
    internal TaskCompletionSource<Refusal?> Kept { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);
}

internal sealed record CodeIsSpent() : Refusal("รหัสนี้ใช้ตอบไปแล้ว หรือไม่ใช่รหัสของแบบสำรวจนี้ รหัสหนึ่งใช้ตอบได้ครั้งเดียว ถ้าท่านยังไม่ได้ตอบ ขอสลิปใหม่ได้โดยไม่ต้องบอกว่ารหัสเดิมคืออะไร");

internal sealed record SurveyIsClosed() : Refusal("แบบสำรวจปิดรับคำตอบระหว่างที่ท่านตอบอยู่ คำตอบของท่านจึงยังไม่ได้ส่ง แต่ยังอยู่ในหน้านี้ ถ้าหน่วยงานเปิดรับเพิ่ม กดส่งอีกครั้งได้ทันที");

internal sealed record CouldNotKeep() : Refusal("ขณะนี้ระบบบันทึกคำตอบไม่ได้ คำตอบของท่านยังอยู่ในหน้านี้ รอสักครู่แล้วกดส่งอีกครั้ง คำตอบจะไม่ถูกนับซ้ำ");

internal static class Hashes
{
    /// <summary>Of a code, bound to its survey.</summary>
    public static byte[] OfCode(Guid survey, string code) => HMACSHA256.HashData(survey.ToByteArray(), Encoding.ASCII.GetBytes("code " + code))[..16];

    /// <summary>Of the number a form carries so that sending it twice counts once.</summary>
    public static byte[] OfReceipt(Guid survey, string token) => HMACSHA256.HashData(survey.ToByteArray(), Encoding.UTF8.GetBytes("receipt " + token))[..16];
}
