using System.Text;
using AngleSharp.Dom;
using Prongsai.Informants;
using Prongsai.Informants.Format;
using Prongsai.Testing;
using Prongsai.Web.Features.Informants;
using static Prongsai.Web.Tests.Informants.Channel;

namespace Prongsai.Web.Tests.Informants;

/// <summary>A report that nobody of the office may have, carried to an office outside as one sealed file.</summary>
public sealed class TakenOutside(Channel channel) : IClassFixture<Channel>
{
    private const string Secret = "ความลับในห่อเรื่องรถของนายก";
    private static readonly byte[] Evidence = Encoding.UTF8.GetBytes("PLANTED-PACKAGE-SECRET ภาพถ่ายที่ปลูกไว้");

    [Fact]
    public async Task Opens_with_the_digits_shown_and_is_stored_nowhere()
    {
        var (informant, outside) = await Outside(Secret);
        var before = await channel.Count("reports");
        var digits = Digits(outside.Document);
        var package = await Submit(informant, "/n/w", outside.Document, "form[action*='handler=package']", [], ("ภาพ/../1.jpg", Evidence));
        Assert.Equal("document.sealed", package.Response.Content.Headers.ContentDisposition!.FileNameStar ?? package.Response.Content.Headers.ContentDisposition.FileName);
        var bytes = await package.Response.Content.ReadAsByteArrayAsync();
        var opened = InformantsWall.OpenPackage(bytes, null, DigitCode.Show(digits));
        Assert.Null(opened.Refused);
        Assert.Equal(["report.txt", "report.docx", "files/01-1.jpg"], opened.Files.Select(f => f.Name));
        Assert.Contains(Secret, Encoding.UTF8.GetString(opened.Files[0].Content), StringComparison.Ordinal);
        Assert.Contains("นายกองค์การบริหารส่วนตำบลทดสอบ", Encoding.UTF8.GetString(opened.Files[0].Content), StringComparison.Ordinal);
        Assert.Equal(Evidence, opened.Files[2].Content);
        Assert.Contains("slip", InformantsWall.OpenPackage(bytes, null, digits[..^1] + (digits[^1] is '0' ? '1' : '0')).Refused!, StringComparison.Ordinal);
        Assert.Contains("does not open", InformantsWall.OpenPackage(bytes, null, DigitCode.New(DigitCode.PackageLength)).Refused!, StringComparison.Ordinal);
        Assert.Equal(before, await channel.Count("reports"));
        Assert.Empty(informant.Cookies);
        await channel.HoldsNone(Secret, "PLANTED-PACKAGE-SECRET", digits, DigitCode.Show(digits));
    }

    [Fact]
    public async Task Opens_by_command_for_the_office_whose_key_was_given_and_for_nobody_else()
    {
        var folder = Directory.CreateTempSubdirectory("prongsai-package-").FullName;
        Environment.SetEnvironmentVariable(Features.Informants.Secret.Variable, Passphrase);
        try
        {
            var (key, other) = (Path.Combine(folder, "key"), Path.Combine(folder, "other"));
            var (made, line) = await Run(new InformantsKeyCommand(), key);
            Assert.Equal(0, made);
            Assert.Equal(1, (await Run(new InformantsKeyCommand(), key)).Status);
            Assert.Equal(0, (await Run(new InformantsKeyCommand(), other)).Status);

            var (informant, outside) = await Outside(Secret);
            var slip = await Submit(informant, "/n/w", outside.Document, "form[action*='handler=package']", [("OutsideKey", line.Trim()[..^1])]);
            HtmlAssert.Shows(slip.Document, "กุญแจไม่ครบหรือมีตัวผิด");
            HtmlAssert.Shows(slip.Document, Secret);
            Assert.Equal(Digits(outside.Document), Digits(slip.Document));
            var package = await Submit(informant, "/n/w", slip.Document, "form[action*='handler=package']", [("OutsideKey", line)], ("1.jpg", Evidence));
            var file = Path.Combine(folder, "document.sealed");
            await File.WriteAllBytesAsync(file, await package.Response.Content.ReadAsByteArrayAsync());

            Assert.Equal(1, (await Run(new InformantsOpenCommand(), file)).Status);
            Assert.Equal(1, (await Run(new InformantsOpenCommand(), file, "--key", other)).Status);
            Assert.Equal(1, (await Run(new InformantsOpenCommand(), key, "--key", key)).Status);
            Assert.Equal(["document.sealed", "key", "key.pub", "other", "other.pub"], Directory.EnumerateFileSystemEntries(folder).Select(p => Path.GetFileName(p)!).Order(StringComparer.Ordinal));
            Assert.Equal(0, (await Run(new InformantsOpenCommand(), file, "--key", key)).Status);
            Assert.Contains(Secret, await File.ReadAllTextAsync(Path.Combine(folder, "document-opened", "report.txt")), StringComparison.Ordinal);
            Assert.Equal(Evidence, await File.ReadAllBytesAsync(Path.Combine(folder, "document-opened", "files", "01-1.jpg")));
            Assert.Equal(1, (await Run(new InformantsOpenCommand(), file, "--key", key)).Status);
            var changed = await File.ReadAllBytesAsync(file);
            changed[^9] ^= 4;
            await File.WriteAllBytesAsync(file, changed);
            Assert.Equal(1, (await Run(new InformantsOpenCommand(), file, "--key", key, "--to", Path.Combine(folder, "again"))).Status);
            Assert.False(Directory.Exists(Path.Combine(folder, "again")));
        }
        finally
        {
            Environment.SetEnvironmentVariable(Features.Informants.Secret.Variable, null);
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public async Task Is_sealed_to_a_place_of_the_list_whose_key_is_known()
    {
        var (informant, outside) = await Outside("ถึงหน่วยงานที่ประกาศกุญแจ");
        var choices = outside.Document.QuerySelectorAll("[name=Place] option").Select(o => o.GetAttribute("value") ?? "").Where(v => v.Length > 0).ToList();
        Assert.Equal(["สำนักงานทดสอบภายนอก"], choices);
        var package = await Submit(informant, "/n/w", outside.Document, "form[action*='handler=package']", [("Place", choices[0])]);
        var content = Package.Open(await package.Response.Content.ReadAsByteArrayAsync(), OutsidePair);
        Assert.Contains("ถึงหน่วยงานที่ประกาศกุญแจ", Encoding.UTF8.GetString(content!), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Carries_the_talk_and_its_files_too()
    {
        var code = await channel.Report("เรื่องที่นำออกทีหลัง", [channel.Subject.Person], null, ("หลักฐาน.txt", Evidence));
        var path = (await Find(channel.First, "เรื่องที่นำออกทีหลัง"))!;
        await channel.First.Visitor.Post(path, [("Reply", "คำตอบที่อยู่ในห่อ"), ("Said", "")], "main form:not([action])");
        using var informant = await channel.Site.Anyone();
        var talk = await Talk(informant, code);
        var digits = Digits(talk.Document);
        Assert.NotEqual(code.Length, digits.Length);
        var package = await Submit(informant, "/n/b", talk.Document, "form[action*='handler=package']", []);
        var opened = InformantsWall.OpenPackage(await package.Response.Content.ReadAsByteArrayAsync(), null, digits);
        Assert.Contains("คำตอบที่อยู่ในห่อ", Encoding.UTF8.GetString(opened.Files[0].Content), StringComparison.Ordinal);
        Assert.Equal(Evidence, opened.Files.Single(f => f.Name.EndsWith("หลักฐาน.txt", StringComparison.Ordinal)).Content);
        await channel.HoldsNone("เรื่องที่นำออกทีหลัง", "คำตอบที่อยู่ในห่อ", digits, code);
    }

    [Fact]
    public async Task Is_printed_for_a_caller_when_nobody_may_have_what_he_told()
    {
        var head = await Head();
        var entered = await channel.First.Visitor.Post("/desk/enter", ("Came", "โทรศัพท์"), ("What", Secret), ("Named", head.ToString("N")));
        HtmlAssert.Heading(entered.Document, "เรื่องนี้ควรไปหน่วยงานภายนอก");
        var paper = await Submit(channel.First.Visitor, "/desk/enter", entered.Document, "form[action*='handler=paper']", [("kind", "docx")]);
        Assert.Equal("application/vnd.openxmlformats-officedocument.wordprocessingml.document", paper.Response.Content.Headers.ContentType!.MediaType);
        await channel.HoldsNone(Secret);
    }

    private async Task<(Visitor Informant, Answer Page)> Outside(string what)
    {
        var head = await Head();
        var informant = await channel.Site.Anyone();
        var who = await Submit(informant, "/n/w", (await informant.Get("/n/w")).Document, "main form", [("What", what)]);
        var page = await Submit(informant, "/n/w", who.Document, "main form", [("Named", head.ToString("N"))]);
        HtmlAssert.Heading(page.Document, "เรื่องนี้ควรแจ้งหน่วยงานภายนอก");
        return (informant, page);
    }

    private Task<Guid> Head() => channel.Site.AddPerson(channel.Site.Organisation, "head-" + Guid.NewGuid().ToString("N")[..6], "นายกองค์การบริหารส่วนตำบลทดสอบ", []);

    private static string Digits(IDocument page) => page.QuerySelectorAll("p.big").Select(p => DigitCode.Read(p.TextContent)).Single(d => d.Length == DigitCode.PackageLength);

    private static async Task<(int Status, string Output)> Run(Prongsai.Web.Platform.CommandLine.ICommand command, params string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        return (await command.Run(args, output, errors, CancellationToken.None), output.ToString());
    }
}
