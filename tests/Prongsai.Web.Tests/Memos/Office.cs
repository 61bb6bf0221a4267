using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Domain.Approval;
using Prongsai.Testing;
using Prongsai.Web.Features.Memos;
using Prongsai.Web.Features.Memos.Data;
using Prongsai.Web.Features.Memos.Setup;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Tests.Memos;

/// <summary>An office with the posts of the usual chain, and deeds done as one of its people.</summary>
internal sealed class Office(Site site)
{
    public const string Head = "หัวหน้าสำนักปลัด";
    public const string Deputy = "รองปลัดองค์การบริหารส่วนตำบล";
    public const string Clerk = "ปลัดองค์การบริหารส่วนตำบล";
    public const string Mayor = "นายกองค์การบริหารส่วนตำบล";
    public const string Officer = "นิติกร";
    public const string Treasurer = "ผู้อำนวยการกองคลัง";

    public Dictionary<string, Guid> People { get; } = new(StringComparer.Ordinal);

    public Dictionary<string, Visitor> Visitors { get; } = new(StringComparer.Ordinal);

    public Guid Unit { get; private set; }

    public static async Task<Office> Open(Site site, params string[] without)
    {
        var office = new Office(site);
        await site.Ready();
        office.Unit = await site.Query(async db =>
        {
            var unit = new Unit { Name = "สำนักปลัด", Sort = 1 };
            db.Units.Add(unit);
            await db.SaveChangesAsync();
            return unit.Id;
        });
        var n = 0;
        foreach (var post in new[] { Officer, Head, Deputy, Clerk, Mayor, Treasurer }.Except(without, StringComparer.Ordinal))
        {
            string[] permissions = post == Officer ? ["memos.write"] : ["memos.read"];
            var userName = $"office{++n}-{Guid.NewGuid():N}";
            office.People[post] = await site.AddPerson(site.Organisation, userName, post, permissions);
            var visitor = await site.Anyone();
            await visitor.SignIn(userName, Site.Password);
            office.Visitors[post] = visitor;
        }
        await office.As(Officer, s => s.GetRequiredService<KeepSetup>().Codes(new Dictionary<Guid, string?> { [office.Unit] = "ทส ๗๐๐๐๑" }, CancellationToken.None));
        return office;
    }

    public Task<T> As<T>(string post, Func<IServiceProvider, Task<T>> deed) => site.Do(services =>
    {
        services.GetRequiredService<CurrentPerson>().Is(People[post], null, post, new HashSet<string>(StringComparer.Ordinal) { "memos.read", "memos.write" }, []);
        return deed(services);
    });

    public Task<Guid> Draft(string subject = "ขออนุมัติทดสอบ") => As(Officer, async s => (await s.GetRequiredService<WriteMemo>().Start("blank", Input(subject), CancellationToken.None)).Value);

    public WriteMemo.Input Input(string subject, string facts = "ทำเสร็จ 5 เรื่อง") => new(Unit, subject, Mayor, new Dictionary<string, string>(StringComparer.Ordinal) { ["facts"] = facts, ["proposal"] = "เห็นควรอนุมัติ", ["closing"] = "จึงเรียนมาเพื่อโปรดพิจารณา" });

    public Task<Result<Guid>> Send(Guid memo, Guid? chain = null) => As(Officer, s => s.GetRequiredService<SendMemo>().Send(memo, chain ?? site.Organisation, "https://example.test", CancellationToken.None));

    public async Task<Guid> Sent(string subject = "ขออนุมัติทดสอบ")
    {
        var memo = await Draft(subject);
        var sent = await Send(memo);
        Assert.True(sent.IsOk, sent.Refusal?.Text);
        return memo;
    }

    public async Task<Result<Guid>> Decide(string post, Guid memo, Verdict verdict = Verdict.Agreed, string? remark = null)
    {
        var seen = Convert.ToHexStringLower((await Memo(memo)).ContentSha256!);
        return await As(post, s => s.GetRequiredService<DecideStep>().Decide(memo, seen, verdict, remark, CancellationToken.None));
    }

    public async Task Agree(Guid memo, params string[] posts)
    {
        foreach (var post in posts)
        {
            var decided = await Decide(post, memo);
            Assert.True(decided.IsOk, $"{post}: {decided.Refusal?.Text}");
        }
    }

    public Task<Memo> Memo(Guid id) => site.Query(db => db.Memos.AsNoTracking().Include(m => m.Steps).Include(m => m.Enclosures).FirstAsync(m => m.Id == id));

    public Task<Result<Guid>> Acting(string post, string who, DateOnly? until = null) =>
        As(Officer, s => s.GetRequiredService<KeepSetup>().Acting(ActingKind.Acting, post, People[who], "12/2568", new DateOnly(2025, 4, 1), until, CancellationToken.None));
}
