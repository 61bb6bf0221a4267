using Npgsql;
using Prongsai.Informants;
using Prongsai.Testing;
using Prongsai.Web.Features.Orders;
using static Prongsai.Web.Tests.Informants.Channel;

namespace Prongsai.Web.Tests.Informants;

/// <summary>People go, keys are lost, time passes. Each test has a channel of its own: clocks are moved.</summary>
public sealed class Leaving
{
    [Fact]
    public async Task A_recipient_who_leaves_loses_the_keys_and_one_appointed_anew_reads_only_what_is_given()
    {
        await using var channel = new Channel();
        await channel.InitializeAsync();
        await channel.Report("ก่อนผู้รับเรื่องพ้นหน้าที่", [channel.Subject.Person]);
        var path = (await Find(channel.First, "ก่อนผู้รับเรื่องพ้นหน้าที่"))!;
        Assert.Equal(2, await channel.Count("report_keys"));
        await End(channel, channel.First);
        Assert.Equal(1, await channel.Count("report_keys"));
        Assert.Equal(404, (int)(await channel.First.Visitor.Get(path)).Status);

        // The same person without passphrase and without recovery sheet: appointed anew, with a new key that opens nothing old.
        await (await channel.Manager()).Post("/desk/recipients", [("PersonId", channel.First.Person.ToString("D")), ("OrderNumber", "44/2568")], "main form:not([action])");
        await MakeKey(channel.First);
        Assert.Null(await Find(channel.First, "ก่อนผู้รับเรื่องพ้นหน้าที่"));
        var give = (await channel.Second.Visitor.Page(path + "/handle")).QuerySelectorAll("[name=GiveTo] option").Single(o => o.TextContent.StartsWith("นิติกร", StringComparison.Ordinal)).GetAttribute("value")!;
        await channel.Second.Visitor.Post(path + "/handle", [("GiveTo", give)], "main form[action*='handler=give']");
        Assert.Equal(path, await Find(channel.First, "ก่อนผู้รับเรื่องพ้นหน้าที่"));
    }

    [Fact]
    public async Task When_all_recipients_are_gone_the_informant_alone_can_give_the_report_to_new_ones()
    {
        await using var channel = new Channel();
        await channel.InitializeAsync();
        var code = await channel.Report("ไม่เหลือผู้รับเรื่อง", [channel.Subject.Person]);
        var path = (await Find(channel.First, "ไม่เหลือผู้รับเรื่อง"))!;
        await channel.First.Visitor.Post(path, [("Said", "คุยกันของชุดเก่า")], "main form[action*='handler=desk']");
        await End(channel, channel.First);
        await End(channel, channel.Second);
        using var informant = await channel.Site.Anyone();
        var alone = await Talk(informant, code);
        HtmlAssert.Shows(alone.Document, "เรื่องนี้จึงยังไม่มีใครเปิดอ่านได้");
        HtmlAssert.Shows(alone.Document, "1205");
        Assert.Empty(alone.Document.QuerySelectorAll("form[action*='handler=give']"));

        var third = await channel.Appoint("นักทรัพยากรบุคคล");
        Assert.Null(await Find(third, "ไม่เหลือผู้รับเรื่อง"));
        var choice = await Talk(informant, code);
        HtmlAssert.Shows(choice.Document, "นักทรัพยากรบุคคล");
        Assert.DoesNotContain("เจ้าพนักงานพัสดุ", choice.Document.QuerySelector("main")!.TextContent.Split("ข้อความ")[0], StringComparison.Ordinal);
        await Submit(informant, "/n/b", choice.Document, "form[action*='handler=give']", []);
        Assert.Equal(path, await Find(third, "ไม่เหลือผู้รับเรื่อง"));
        Assert.Null(await Find(channel.Subject, "ไม่เหลือผู้รับเรื่อง"));
        Assert.DoesNotContain("คุยกันของชุดเก่า", (await third.Visitor.Get(path)).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_appointment_by_order_ends_with_the_order()
    {
        await using var channel = new Channel();
        await channel.InitializeAsync();
        var person = await channel.Site.AddPerson(channel.Site.Organisation, "byorder", "นักพัฒนาชุมชน", ["informants.handle"]);
        var order = new Order { Number = "77/2568", Subject = "แต่งตั้งผู้รับเรื่อง", IssuedOn = new DateOnly(2025, 4, 1), StartsOn = new DateOnly(2025, 4, 1), EndsOn = new DateOnly(2025, 4, 20), CreatedAt = channel.Site.Time.GetUtcNow() };
        order.Duties.Add(new OrderDuty { OrderId = order.Id, Sort = 1, PersonId = person, Duty = "รับเรื่องจากผู้แจ้งเบาะแส", DutyKey = OrderDuty.KeyOf("รับเรื่องจากผู้แจ้งเบาะแส"), Place = "" });
        await channel.Site.Query(async db =>
        {
            db.Orders.Add(order);
            return await db.SaveChangesAsync();
        });
        var manager = await channel.Manager();
        HtmlAssert.Shows(await manager.Page("/desk/recipients"), "ตามคำสั่ง 77/2568");
        await manager.Post("/desk/recipients", [("PersonId", person.ToString("D"))], "main form[action*='handler=order']");
        Assert.Contains("77/2568", await channel.Ask<string>($"select order_number from informants.recipients where person_id = '{person}' and ended_on is null"), StringComparison.Ordinal);
        channel.Site.Time.Advance(TimeSpan.FromDays(13));
        await channel.Site.RunPeriodicJobs();
        Assert.Equal(0, await channel.Ask<long>($"select count(*) from informants.recipients where person_id = '{person}' and ended_on is null"));
        Assert.Equal(4, await channel.Ask<long>("select count(*) from informants.recipients where ended_on is null"));
    }

    [Fact]
    public async Task A_finished_report_is_destroyed_by_rule_and_leaves_a_line_but_not_while_it_is_held_back()
    {
        await using var channel = new Channel();
        await channel.InitializeAsync();
        var codes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach (var (words, held) in new[] { ("ครบกำหนดทำลาย", false), ("ระงับการทำลายไว้", true) })
        {
            codes[words] = await channel.Report(words, [channel.Subject.Person], null, ("a.txt", "ไฟล์"u8.ToArray()));
            var path = (await Find(channel.First, words))!;
            await channel.First.Visitor.Post(path + "/handle", [("Turn", "finished"), ("Words", "ผล")], "main form[action*='handler=turn']");
            if (held)
            {
                HtmlAssert.Shows((await channel.First.Visitor.Post(path + "/handle", [("HoldWhy", "")], "main form[action*='handler=hold']")).Document, "บอกเหตุผล");
                await channel.First.Visitor.Post(path + "/handle", [("HoldWhy", "หนังสือศาลที่ 5")], "main form[action*='handler=hold']");
                Assert.Empty((await channel.First.Visitor.Page(path + "/handle")).QuerySelectorAll("form[action*='handler=destroy']"));
            }
        }
        channel.Site.Time.Advance(TimeSpan.FromDays(729));
        await channel.Site.RunPeriodicJobs();
        Assert.Equal(2, await channel.Count("reports"));
        channel.Site.Time.Advance(TimeSpan.FromDays(3));
        await channel.Site.RunPeriodicJobs();
        Assert.Equal(1, await channel.Count("reports"));
        Assert.Equal(2, await channel.Count("report_keys"));
        Assert.Equal(0, await channel.Ask<long>("select count(*) from informants.items i where not exists (select from informants.reports r where r.id = i.report_id)"));
        Assert.Equal(1, await channel.Count("destroyed"));

        using var informant = await channel.Site.Anyone();
        Assert.Equal(400, (int)(await Talk(informant, codes["ครบกำหนดทำลาย"])).Status);
        HtmlAssert.Heading((await Talk(informant, codes["ระงับการทำลายไว้"])).Document, "เสร็จสิ้น");
        var (first, subject) = (await Again(channel, channel.First), await Again(channel, channel.Subject));
        HtmlAssert.Shows(await first.Page("/desk"), "กุญแจถูกทำลาย ไม่มีใครเปิดได้อีก");
        Assert.DoesNotContain("ทำลายแล้ว", (await subject.Page("/desk")).QuerySelector("main")!.TextContent, StringComparison.Ordinal);
        var (holding, broken) = await InformantsWall.VerifyLooks(channel.Site.OwnerConnection, CancellationToken.None);
        Assert.True(holding > 4);
        Assert.Empty(broken);
    }

    [Fact]
    public async Task An_officer_may_destroy_a_finished_report_only_by_its_name_and_the_chain_of_looks_shows_meddling()
    {
        await using var channel = new Channel();
        await channel.InitializeAsync();
        await channel.Report("ทำลายก่อนกำหนด", [channel.Subject.Person]);
        var path = (await Find(channel.First, "ทำลายก่อนกำหนด"))!;
        await channel.First.Visitor.Post(path + "/handle", [("Turn", "finished"), ("Words", "ผล")], "main form[action*='handler=turn']");
        HtmlAssert.Shows((await channel.First.Visitor.Post(path + "/handle", [("DestroyWord", "ไม่ใช่ชื่อ")], "main form[action*='handler=destroy']")).Document, "ชื่อเรื่องไม่ตรง");
        await channel.First.Visitor.Post(path + "/handle", [("DestroyWord", path[6..12])], "main form[action*='handler=destroy']");
        Assert.Equal(0, await channel.Count("reports"));
        Assert.Equal(0, await channel.Count("items"));
        Assert.Equal("officer", await channel.Ask<string>("select why from informants.destroyed"));

        await using var connection = new NpgsqlConnection(channel.Site.OwnerConnection);
        await connection.OpenAsync();
        await using (var meddle = new NpgsqlCommand("update informants.looks set kind = 'replied' where kind = 'turned'", connection))
        {
            Assert.Equal(1, await meddle.ExecuteNonQueryAsync());
        }
        var (_, broken) = await InformantsWall.VerifyLooks(channel.Site.OwnerConnection, CancellationToken.None);
        Assert.Contains(broken, b => b.EndsWith("a line was altered", StringComparison.Ordinal));
        // The wall's own role may add to the chain and read it, no more.
        await using var own = new NpgsqlConnection(new Prongsai.Web.Platform.Persistence.DatabaseLogins(channel.Site.OwnerConnection).InformantsConnection);
        await own.OpenAsync();
        foreach (var sql in new[] { "delete from informants.looks", "update informants.looks set kind = 'x'", "update informants.items set body = ''", "delete from informants.destroyed" })
        {
            await using var forbidden = new NpgsqlCommand(sql, own);
            Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Assert.ThrowsAsync<PostgresException>(() => forbidden.ExecuteNonQueryAsync())).SqlState);
        }
    }

    private static async Task<Visitor> Again(Channel channel, Officer officer)
    {
        var back = officer with { Visitor = await channel.Site.Anyone() };
        await back.Visitor.SignIn(officer.Name, Site.Password);
        await Open(back);
        return back.Visitor;
    }

    private static async Task End(Channel channel, Officer officer)
    {
        var manager = await channel.Manager();
        var row = (await manager.Page("/desk/recipients")).QuerySelectorAll("tbody tr").Single(r => r.TextContent.Contains(officer.Name[1..5], StringComparison.Ordinal));
        await manager.Post("/desk/recipients", [("id", row.QuerySelector("button[name=id]")!.GetAttribute("value")!)], "main form[action*='handler=end']");
    }
}
