using System.Text;
using Prongsai.Testing;

namespace Prongsai.Web.Tests.Assessment;

/// <summary>Papers of the made-up organisation, and what a person does with them on the screen.</summary>
internal static class OfficePapers
{
    public static readonly string[] MayWork = ["assessment.write", "assessment.confirm", "analysis.write", "analysis.issue"];

    /// <summary>A paper of the worked example: 2567 with a planted misprint at e1, 2566 with indicators only.</summary>
    public static byte[] Example(int year) => File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "examples", FormattableString.Invariant($"thungtawan-{year}.txt")));

    public static byte[] Text(string text) => Encoding.UTF8.GetBytes(text);

    /// <summary>Hands a paper in; the answer is the redirect to what was made of it.</summary>
    public static Task<Answer> HandIn(this Visitor visitor, string fileName, byte[] content) =>
        visitor.Post("/assessment/import", [], files: ("Papers", fileName, content));

    /// <summary>Hands in the paper of 2567 and gives the address of its draft.</summary>
    public static async Task<string> Draft2567(this Visitor visitor)
    {
        var answer = await visitor.HandIn("ผลปี 2567.txt", Example(2567));
        Assert.StartsWith("/assessment/drafts/", answer.Location, StringComparison.Ordinal);
        return answer.Location!;
    }

    /// <summary>Hands in a paper of the example, sets e1 right where it is wrong, and confirms it.</summary>
    public static async Task Confirm(this Visitor visitor, int year)
    {
        var draft = (await visitor.HandIn(FormattableString.Invariant($"ผลปี {year}.txt"), Example(year))).Location!;
        if (year == 2567)
        {
            Assert.Equal($"{draft}#calc", (await visitor.Post(draft + "/values/e1", ("Choice", "own"), ("OwnValue", "๘๗.๘๐"))).Location);
        }
        Assert.Equal(FormattableString.Invariant($"/assessment/{year}"), (await visitor.Post(draft + "/confirm")).Location);
    }
}
