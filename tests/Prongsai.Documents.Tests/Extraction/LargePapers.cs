using System.Globalization;
using System.Text;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;

namespace Prongsai.Documents.Tests.Extraction;

/// <summary>Large and hostile papers are answered: all of it, or a problem that says so.</summary>
public sealed class LargePapers
{
    private static async Task<SourceDocument> Document(string text) => await DocumentReader.Read(Encoding.UTF8.GetBytes(text), "big.txt");

    [Fact]
    public async Task A_roll_up_of_the_whole_country_gives_one_paper_for_each_office()
    {
        var text = new StringBuilder("ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2567\nที่\tหน่วยงาน\tIIT\tEIT\tOIT\tคะแนนรวม\tระดับ\n");
        for (var i = 1; i <= 8300; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"{i}\tอบต.{Name(i)}\t90.00\t90.00\t90.00\t90.00\tผ่านดี\n");
        }
        var reading = PaperExtractor.Extract(await Document(text.ToString()), Rules.All);
        Assert.Equal(8300, reading.Papers.Count);
        Assert.Equal(8300, reading.Papers.Select(p => p.Organisations[0].Name).Distinct().Count());
        Assert.All(reading.Papers, p => Assert.Equal((2567, 90m, "ผ่านดี", 3), (p.Year?.Value, p.Total?.Value, p.Level?.Value, p.Tools.Count)));
    }

    [Fact]
    public async Task A_paper_that_takes_too_long_is_told_not_thrown()
    {
        var text = new StringBuilder("ITA 2567\n");
        for (var i = 0; i < 2000; i++)
        {
            text.Append(CultureInfo.InvariantCulture, $"i{(i % 15) + 1}\tข้อคำถามที่ {i}\t90.00\n");
        }
        var reading = PaperExtractor.Extract(await Document(text.ToString()), Rules.All, TimeSpan.Zero);
        Assert.Empty(reading.Papers);
        Assert.Contains(reading.Problems, p => p.Code == "too-complex");
    }

    [Fact]
    public async Task Text_without_spaces_or_ends_is_read_to_an_end()
    {
        var reading = PaperExtractor.Extract(await Document("ITA " + new string('ก', 40_000) + " " + string.Concat(Enumerable.Repeat("(๑)๑.๑)-", 5000)) + "\n" + string.Concat(Enumerable.Repeat("ม.ค.", 9000))), Rules.All);
        Assert.DoesNotContain(reading.Papers, p => p.Indicators.Count > 0);
    }

    private static string Name(int number)
    {
        const string letters = "กขคงจชซดตทนบปพมยรลวส";
        var name = new StringBuilder("บ้าน");
        for (var n = number; n > 0; n /= letters.Length)
        {
            name.Append(letters[n % letters.Length]);
        }
        return name.Append("แดง").ToString();
    }
}
