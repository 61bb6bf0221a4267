using System.Net;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Prongsai.Informants.Format;
using Prongsai.Testing;
using Prongsai.Web.Features.Informants;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Persistence;
using static Prongsai.Web.Tests.Informants.Channel;

namespace Prongsai.Web.Tests.Informants;

/// <summary>Informants as a process of its own, with the connection of their role alone, beside a web that has none of their pages.</summary>
public sealed class Apart
{
    [Fact]
    public async Task Takes_and_handles_a_report_without_the_rest_of_the_product()
    {
        await using var site = new Site(product: p => p.InformantsAt = new Uri("https://n.example.go.th"));
        await site.Ready();
        var clerk = await site.AddPerson(site.Organisation, "clerk", "เจ้าพนักงานธุรการ", []);
        foreach (var position in new[] { "นิติกร", "นักวิชาการตรวจสอบภายใน" })
        {
            await site.AddPerson(site.Organisation, "p" + Guid.NewGuid().ToString("N")[..8], position, []);
        }
        // The web shows the way and nothing else.
        using var outside = await site.Anyone();
        Assert.StartsWith("https://n.example.go.th/", (await outside.Get("/n")).Location is { } to && to.StartsWith("http", StringComparison.Ordinal) ? to : (await outside.Get("/n")).Response.Headers.Location!.ToString(), StringComparison.Ordinal);
        Assert.Equal(404, (int)(await outside.Get("/n/w")).Status);
        Assert.DoesNotContain((await site.Endpoints()).Select(e => e.RoutePattern.RawText), p => p is not null && p.StartsWith("desk/", StringComparison.Ordinal));

        var connection = new DatabaseLogins(site.OwnerConnection).InformantsConnection;
        var folder = Directory.CreateTempSubdirectory("prongsai-apart-").FullName;
        Environment.SetEnvironmentVariable(Wall.Variable, connection);
        try
        {
            var slug = await site.Do(s => Task.FromResult(s.GetRequiredService<Prongsai.Web.Platform.Organisations.CurrentOrganisation>().Card.Slug));
            var invitations = new Dictionary<string, string>(StringComparer.Ordinal);
            foreach (var position in new[] { "นิติกร", "นักวิชาการตรวจสอบภายใน" })
            {
                var (status, output) = await Run(new InformantsAppointCommand(), slug, position, "9/2568");
                Assert.Equal(0, status);
                invitations[position] = output.Trim();
                Assert.Equal(1, (await Run(new InformantsAppointCommand(), slug, position, "9/2568")).Status);
            }
            await using var apart = InformantsHost.Build(new InformantsHostOptions("http://127.0.0.1:0", folder, connection));
            await apart.StartAsync();
            var address = new Uri(apart.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.First());
            using var lawyer = new Visitor(address);
            using var informant = new Visitor(address);
            Assert.Equal("/n", (await informant.Get("/")).Location);
            HtmlAssert.Heading((await informant.Get("/n")).Document, "หน่วยงานนี้ยังไม่เปิดช่องทางที่คุ้มครองตัวตนในระบบนี้");
            foreach (var (position, digits) in invitations)
            {
                using var officer = new Visitor(address);
                var who = (await officer.Page("/desk/key")).QuerySelectorAll("[name=Who] option").Single(o => o.TextContent.StartsWith(position, StringComparison.Ordinal)).GetAttribute("value")!;
                var wrong = await officer.Post("/desk/key", ("Who", who), ("Invitation", DigitCode.New(DigitCode.ReceiptLength)), ("Passphrase", Passphrase), ("Again", Passphrase));
                HtmlAssert.Shows(wrong.Document, "ตัวเลขไม่ตรงกับตำแหน่งที่เลือก");
                HtmlAssert.Heading((await officer.Post("/desk/key", ("Who", who), ("Invitation", digits), ("Passphrase", Passphrase), ("Again", Passphrase))).Document, "แผ่นกู้กุญแจ พิมพ์เดี๋ยวนี้");
            }

            var start = await Submit(informant, "/n/w", (await informant.Get("/n/w")).Document, "main form", [("What", "แจ้งผ่านเครื่องแยก")]);
            var send = await Submit(informant, "/n/w", start.Document, "main form", [("Named", clerk.ToString("N"))]);
            var code = CodeOf(await Submit(informant, "/n/w", send.Document, "main form", []));
            Assert.Empty(informant.Cookies);

            Assert.Equal("/desk", (await lawyer.Post("/desk", ("Who", await Choice(lawyer, "นิติกร")), ("Passphrase", Passphrase))).Location);
            var path = (await lawyer.Page("/desk")).QuerySelector("tbody a")!.GetAttribute("href")!;
            HtmlAssert.Shows(await lawyer.Page(path), "แจ้งผ่านเครื่องแยก");
            await lawyer.Post(path, [("Reply", "ได้รับแล้ว")], "main form:not([action])");
            HtmlAssert.Shows((await Talk(informant, code)).Document, "ได้รับแล้ว");
            using var stranger = new Visitor(address);
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.Get(path)).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await lawyer.Get("/desk/recipients")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await lawyer.Get("/sign-in")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await lawyer.Get("/administration")).Status);

            // Nobody signs in, so the procedure is changed by a file.
            var (_, rules) = await Run(new InformantsProcedureCommand(), slug);
            var steps = Path.Combine(folder, "steps.json");
            await File.WriteAllTextAsync(steps, rules.Replace("กำลังพิจารณาเบื้องต้น", "กำลังพิจารณาตามคำสั่งใหม่", StringComparison.Ordinal));
            Assert.Equal(0, (await Run(new InformantsProcedureCommand(), slug, steps, "คำสั่งใหม่")).Status);
            HtmlAssert.Shows(await informant.Page("/n/p"), "กำลังพิจารณาตามคำสั่งใหม่");
            await File.WriteAllTextAsync(steps, rules.Replace("\"workingDays\":5", "\"workingDays\":0", StringComparison.Ordinal));
            Assert.Equal(1, (await Run(new InformantsProcedureCommand(), slug, steps, "ศูนย์วัน")).Status);
            await File.WriteAllTextAsync(steps, rules.Replace("\"keepDays\"", "\"keepDay\"", StringComparison.Ordinal));
            Assert.Equal(1, (await Run(new InformantsProcedureCommand(), slug, steps, "สะกดผิด")).Status);

            Assert.Equal(0, (await Run(new InformantsEndCommand(), slug, "นิติกร")).Status);
            Assert.Equal(HttpStatusCode.NotFound, (await lawyer.Get(path)).Status);
            await apart.StopAsync();
        }
        finally
        {
            Environment.SetEnvironmentVariable(Wall.Variable, null);
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> Choice(Visitor visitor, string position) =>
        (await visitor.Page("/desk")).QuerySelectorAll("[name=Who] option").Single(o => o.TextContent.StartsWith(position, StringComparison.Ordinal)).GetAttribute("value")!;

    private static async Task<(int Status, string Output)> Run(Prongsai.Web.Platform.CommandLine.ICommand command, params string[] args)
    {
        await using var output = new StringWriter();
        await using var errors = new StringWriter();
        return (await command.Run(args, output, errors, CancellationToken.None), output.ToString());
    }
}
