using Prongsai.Documents.Writing;
using Prongsai.Domain;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>Thai digits for people, Arabic ones for what a machine must read.</summary>
public sealed class DigitsOnPaper
{
    [Theory]
    [InlineData("ข้อ O12 ปี 2568", "ข้อ O๑๒ ปี ๒๕๖๘")]
    [InlineData("ลายนิ้วมือ SHA-256 ของบันทึก 301b77a6ae54cfda7b7171fb38c56572", "ลายนิ้วมือ SHA-256 ของบันทึก 301b77a6ae54cfda7b7171fb38c56572")]
    [InlineData("วิธี SHA-256 จำนวน 3 ฉบับ", "วิธี SHA-256 จำนวน ๓ ฉบับ")]
    [InlineData("ดูที่ https://a.go.th/ita/2568/o12 ข้อ 12", "ดูที่ https://a.go.th/ita/2568/o12 ข้อ ๑๒")]
    public void Are_Thai_but_in_addresses_and_fingerprints(string text, string drawn) => Assert.Equal(drawn, RenderedText.OneLine(text, DigitStyle.Thai));
}
