using Prongsai.Documents.Reading;

namespace Prongsai.Documents.Tests.Reading;

public sealed class MendingThaiText
{
    [Theory]
    [InlineData("น\u0E4Dา", "นำ")]
    [InlineData("น\u0E49\u0E4Dา", "น้ำ")]
    [InlineData("น\u0E4D\u0E49า", "น้ำ")]
    [InlineData("น \u0E4Dา", "นำ")]
    [InlineData("ท\u0E4D าให้", "ทำให้")]
    [InlineData("นำ\u0E49", "น้ำ")]
    [InlineData("คา\u0E4D", "คำ")]
    public void Sara_am_in_two_parts_is_one_sign_again(string broken, string whole) => Assert.Equal(whole, ThaiTextRepair.Repair(broken));

    [Theory]
    [InlineData("ท\u0E48\u0E35", "ที่")]
    [InlineData("น\u0E49\u0E31น", "นั้น")]
    [InlineData("ส\u0E34ทธ\u0E4C\u0E34", "สิทธิ์")]
    [InlineData("ท\u0E35\u0E48\u0E48", "ที่")]
    [InlineData("ตัวชี ้ วัด", "ตัวชี้ วัด")]
    [InlineData("ก ารใช้อ\u0E4D านาจ", "การใช้อำนาจ")]
    [InlineData("เเบบวัด", "แบบวัด")]
    [InlineData("เ ปิดเผย", "เปิดเผย")]
    [InlineData("ซึ่งเป็ นผล ปั ญหา ป้ องกัน", "ซึ่งเป็นผล ปัญหา ป้องกัน")]
    public void Marks_and_vowels_go_back_to_their_place(string broken, string whole) => Assert.Equal(whole, ThaiTextRepair.Repair(broken));

    [Theory]
    [InlineData("ตั ว ชี้ วั ด ที่", "ตัวชี้วัดที่")]
    [InlineData("ค ะ แ น น", "คะแนน")]
    public void A_header_broken_into_letters_is_joined(string broken, string whole) => Assert.Equal(whole, ThaiTextRepair.Repair(broken));

    [Theory]
    [InlineData("\uF710", "ั")]
    [InlineData("ท\uF702\uF70A", "ที่")]
    [InlineData("ป\uF705า", "ป่า")]
    [InlineData("\uF70Fา", "ญา")]
    public void Glyphs_of_old_fonts_become_letters(string broken, string whole) => Assert.Equal(whole, ThaiTextRepair.Repair(broken));

    [Fact]
    public void Thai_that_was_called_latin_is_thai_again()
    {
        Assert.Equal("การประเมิน", ThaiTextRepair.FromLatin("¡ÒÃ»ÃÐàÁÔ¹"));
        Assert.Equal("Café", ThaiTextRepair.FromLatin("Café"));
    }

    [Theory]
    [InlineData("ที่ นั้น ญู ฐู ปั้น กฤษฏิ์ น้ำ (O๒๘)")]
    [InlineData("น้ำ ที่ ญู ฐู ปั้น")]
    [InlineData("พันธุ์ สิทธิ์ กตัญญู ฤๅษี ก๊ำ ป้ำ ปี พ.ศ. ๒๕๖๗ ฯลฯ ต่าง ๆ")]
    [InlineData("ข้อ ก ข ค ง จ")]
    [InlineData("Integrity and Transparency Assessment (ITA) a b c d e")]
    [InlineData("คะแนน ๙๑.๒๐\tระดับ A\nบรรทัดใหม่")]
    public void Text_that_is_right_stays_as_it_is(string text)
    {
        Assert.Equal(text, ThaiTextRepair.Repair(text));
        Assert.Equal(text, ThaiTextRepair.Repair(ThaiTextRepair.Repair(text)));
    }

    [Fact]
    public void Text_of_the_five_papers_is_hardly_touched()
    {
        if (Seeds.Folder is not { } folder)
        {
            Assert.Skip("The five real papers (shared/seeds) are not on this machine.");
            return;
        }
        foreach (var line in Directory.GetFiles(folder, "*.txt").SelectMany(File.ReadAllLines))
        {
            var mended = ThaiTextRepair.Repair(line);
            Assert.Equal(mended, ThaiTextRepair.Repair(mended));
            Assert.InRange(mended.Length, line.Length - Math.Max(6, line.Length / 20), line.Length);
        }
    }
}
