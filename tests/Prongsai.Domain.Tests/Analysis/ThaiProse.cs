using System.Text.RegularExpressions;

namespace Prongsai.Domain.Tests.Analysis;

/// <summary>What official Thai prose of ours must not have: doubled words, stray blanks, chatty endings, misspellings seen in real papers.</summary>
internal static partial class ThaiProse
{
    private static readonly string[] Never =
    [
        "ครับ", "ค่ะ", "นะคะ", "!", "  ", " ,", "( ", " )", "องค์กรบริหาร", "องค์รปกครอง", "อปต.", "คาการ", "กรรมการการ", "ต่อนหน้าที่", "เฟสบุ๊ก", "อนุญาติ", "สังเกตุ",
        "ดำเนินการการ", "เว็ปไซต์", "เว็บไซด์", "ลายเซ็นต์", "ปฎิบัติ", "ผลลัพท์", "กฏหมาย", "ประสิทธิภาพประสิทธิภาพ", "การการ", "และและ", "ที่ที่", "ของของ", "ได้ได้", "ให้ให้", "ต้องต้อง",
        "ควรควร", "คือคือ", "ได้แก่ได้แก่", "มีมี", "ว่าว่า",
    ];

    public static void Holds(string text)
    {
        // "เจ้าหน้าที่ที่" is right Thai: a person of office, who …
        var plain = text.Replace("หน้าที่ที่", "หน้าที่", StringComparison.Ordinal).Replace("สถานที่ที่", "สถานที่", StringComparison.Ordinal).Replace("ในที่ที่", "ในที่", StringComparison.Ordinal);
        Assert.All(Never, wrong => Assert.False(plain.Contains(wrong, StringComparison.Ordinal), $"\"{wrong}\" in: {text}"));
        Assert.False(Doubled().IsMatch(plain), $"doubled word in: {text}");
        Assert.Equal(text.Trim(), text);
        Assert.Equal(text.Normalize(), text);
    }

    [GeneratedRegex(@"(?<![\u0E00-\u0E7F])([\u0E00-\u0E7F]{3,}) \1(?![\u0E00-\u0E7F])")]
    private static partial Regex Doubled();
}
