using System.Net;
using System.Security.Cryptography;
using System.Text;
using Prongsai.Testing;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Tests.SignIn;

/// <summary>Passwords in the operator's list of leaked ones.</summary>
public sealed class Leaked : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("prongsai-leaked-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Theory]
    [InlineData("\n", false, true)]
    [InlineData("\r\n", true, true)]
    [InlineData("\n", true, false)]
    public void Are_found_each_and_no_other(string newline, bool counts, bool endsWithNewline)
    {
        var all = Enumerable.Range(0, 2_000).Select(i => FormattableString.Invariant($"leaked-{i}")).ToList();
        foreach (var size in new[] { 0, 1, 2, 3, 7, 2_000 })
        {
            var some = all.Take(size).ToList();
            var list = new LeakedPasswords(List(some, newline, counts, endsWithNewline));
            Assert.All(some, p => Assert.True(list.Contains(p), $"{p} of {size}"));
            Assert.All(all.Skip(size).Take(500).Append("").Append("ปลาทูสองตัว"), p => Assert.False(list.Contains(p), $"{p} is not among {size}"));
        }
    }

    [Fact]
    public void Are_none_where_there_is_no_list() => Assert.False(LeakedPasswords.Of(Settings(null)).Contains("password"));

    [Theory]
    [InlineData("password\n123456\n")]
    [InlineData("5baa61e4c9b93f3f0682250b6cf8331b7ee68fd8\n")]
    [InlineData("5BAA61E4C9B93F3F0682250B6CF8331B7EE68FD8AB\n")]
    [InlineData("5BAA61E4\n")]
    public void Are_not_read_from_what_is_no_such_list(string content)
    {
        var path = Path.Combine(folder, "wrong");
        File.WriteAllText(path, content);
        Assert.Contains(path, Assert.Throws<InstallationException>(() => LeakedPasswords.Of(Settings(path))).Message, StringComparison.Ordinal);
        Assert.Throws<InstallationException>(() => LeakedPasswords.Of(Settings(Path.Combine(folder, "none"))));
    }

    [Fact]
    public async Task Are_refused_beside_the_field()
    {
        var list = new LeakedPasswords(List(["ตะกร้าสานใส่ปลาทู", "another"], "\n", counts: true, endsWithNewline: true));
        await using var site = new Site(product: p => p.ServiceActions.Add(s => s.AddSingleton(list)));
        await site.Ready();
        await site.AddPerson(site.Organisation, "prasit.k", "นักวิชาการพัสดุ", []);
        using var person = await site.Anyone();
        await person.SignIn("prasit.k", Site.Password);
        var refused = await person.Post("/account/password", ("Old", Site.Password), ("New", "ตะกร้าสานใส่ปลาทู"), ("Again", "ตะกร้าสานใส่ปลาทู"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        var field = refused.Document.QuerySelector("input[name=New]")!;
        Assert.Contains(field.GetAttribute("aria-describedby")!.Split(' '), id => refused.Document.GetElementById(id)?.TextContent.Contains("เคยรั่วไหล", StringComparison.Ordinal) == true);
        Assert.Equal("/account", (await person.Post("/account/password", ("Old", Site.Password), ("New", "ตะกร้าสานใส่ปลาทูสด"), ("Again", "ตะกร้าสานใส่ปลาทูสด"))).Location);
    }

    private string List(IEnumerable<string> passwords, string newline, bool counts, bool endsWithNewline)
    {
        var path = Path.Combine(folder, Guid.NewGuid().ToString("N"));
#pragma warning disable CA5350 // as the public lists are
        var lines = passwords.Select(p => Convert.ToHexString(SHA1.HashData(Encoding.UTF8.GetBytes(p)))).Order(StringComparer.Ordinal).Select((h, i) => counts ? FormattableString.Invariant($"{h}:{i * i}") : h);
#pragma warning restore CA5350
        var text = string.Join(newline, lines);
        File.WriteAllText(path, text.Length > 0 && endsWithNewline ? text + newline : text);
        return path;
    }

    private static IConfiguration Settings(string? path) => new ConfigurationBuilder().AddInMemoryCollection([new(LeakedPasswords.Setting, path)]).Build();
}
