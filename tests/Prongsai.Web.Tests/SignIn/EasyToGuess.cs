using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Prongsai.Testing;
using Prongsai.Web.Platform.Identity;

namespace Prongsai.Web.Tests.SignIn;

/// <summary>Passwords that are long enough and guessed all the same.</summary>
public sealed class EasyToGuess(Site site) : IClassFixture<Site>
{
    private static readonly EasyPasswords Easy = EasyPasswords.Load();
    private static readonly string[] Context = ["องค์การบริหารส่วนตำบลทุ่งตะวัน", "อบต.ทุ่งตะวัน", "thung-tawan", "นางสาววารุณี แสงทอง", "warunee.s", "โปร่งใส", "prongsai"];

    [Theory]
    [InlineData("123456789012")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("q1w2e3r4t5y6")]
    [InlineData("qwertyuiop[]")]
    [InlineData("password1234")]
    [InlineData("P@ssw0rd2024!")]
    [InlineData("Administrator")]
    [InlineData("iloveyou12345")]
    [InlineData("112233445566")]
    [InlineData("abcabcabcabc")]
    [InlineData("11/12/2530 admin")]
    [InlineData("somchai-0812345678")]
    [InlineData("thailandthailand")]
    [InlineData("รหัสผ่านรหัสผ่าน")]
    [InlineData("สวัสดีครับ2568")]
    [InlineData("สวัสดีครับ๒๕๖๘")]
    [InlineData("ฟหกดเ้่าสวง")]
    [InlineData("isylzjko2568")] // รหัสผ่าน on the English keyboard
    [InlineData("ยฟหหไนพก1234")] // password on the Thai one
    [InlineData("อบต.ทุ่งตะวัน-2568")]
    [InlineData("thungtawan2025")]
    [InlineData("วารุณีแสงทอง12345")]
    [InlineData("Warunee.s@prongsai")]
    public void Are_refused(string password) => Assert.True(Easy.IsEasy(password, Context));

    [Theory]
    [InlineData("ประตูหน้าบ้าน-2569-ลองดู")]
    [InlineData("ปลาทูสองตัวในตะกร้าแดง")]
    [InlineData("correct horse battery staple")]
    [InlineData("โปร่งใสที่ทุ่งตะวันต้องรดน้ำต้นมะม่วง")]
    [InlineData("k}9#vQ;2~x!P")]
    public void Phrases_of_one_s_own_are_taken_also_with_a_known_name_in_them(string password) => Assert.False(Easy.IsEasy(password, Context));

    /// <summary>What the rule must refuse for a list of three thousand to be superfluous: common words with what people put behind, before and between.</summary>
    [Fact]
    public void Are_thousands_of_common_ones()
    {
        string[] common = ["password", "qwerty", "admin", "welcome", "letmein", "iloveyou", "dragon", "monkey", "football", "liverpool", "sunshine", "princess", "thailand", "bangkok", "sawasdee", "somchai", "รหัสผ่าน", "สวัสดี", "เทศบาล", "แอดมิน"];
        string[] behind = ["1", "12", "123", "1234", "12345", "123456", "123456789", "!", "!!", "123!", "@123", "#1", "2024", "2025", "2567", "2568", "1990", "2533", "01012530", "abc", "qwe", "000", "111", "555", "999"];
        var all = common.SelectMany(c => new[] { c, char.ToUpperInvariant(c[0]) + c[1..], c + c })
            .SelectMany(c => behind.SelectMany(b => new[] { c + b, b + c, c + "_" + b, c + b + b })).Where(p => p.Length >= Account.PasswordMinLength).Distinct(StringComparer.Ordinal).ToList();
        Assert.True(all.Count >= 3000, $"{all.Count} were made.");
        Assert.DoesNotContain(all, p => !Easy.IsEasy(p, []));
    }

    [Fact]
    public void Are_not_those_of_a_password_manager()
    {
        foreach (var letters in new[] { "abcdefghijkmnopqrstuvwxyz", "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789", "ABCabcdefghijkmnopqrstuvwxyz23456789!#%+:=?@-_." })
        {
            var refused = Enumerable.Range(0, 300).Select(_ => RandomNumberGenerator.GetString(letters, 16)).Where(p => Easy.IsEasy(p, Context)).ToList();
            Assert.Empty(refused);
        }
    }

    [Fact]
    public async Task Are_refused_beside_the_field_by_name_of_office_and_person_and_old_ones_stay()
    {
        await site.Ready();
        await site.AddPerson(site.Organisation, "prasit.k", "นักวิชาการพัสดุ", []);
        using var person = await site.Anyone();
        await person.SignIn("prasit.k", Site.Password);
        foreach (var easy in new[] { "อบต.ทดสอบ-2568", "prasit.k-2568", "นักวิชาการพัสดุ", "thotsop-123456" })
        {
            var refused = await person.Post("/account/password", ("Old", Site.Password), ("New", easy), ("Again", easy));
            Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
            var field = refused.Document.QuerySelector("input[name=New]")!;
            Assert.Contains(field.GetAttribute("aria-describedby")!.Split(' '), id => refused.Document.GetElementById(id)?.TextContent.Contains("รหัสผ่านนี้เดาง่าย", StringComparison.Ordinal) == true);
            Assert.True(string.IsNullOrEmpty(field.GetAttribute("value")));
        }
        Assert.Equal("/account", (await person.Post("/account/password", ("Old", Site.Password), ("New", "ตะกร้าสานใส่ปลาทู"), ("Again", "ตะกร้าสานใส่ปลาทู"))).Location);
    }

    [Fact]
    public async Task Open_still_what_they_opened_before_there_was_the_rule()
    {
        await site.Ready();
        await site.AddPerson(site.Organisation, "older", "ผู้มาก่อน", []);
        await site.Do(async services =>
        {
            var hash = services.GetRequiredService<IPasswordHasher<Account>>().HashPassword(new Account(), "password1234");
            return await services.GetRequiredService<Prongsai.Web.Platform.Persistence.AppDbContext>().Users.Where(a => a.UserName == "older").ExecuteUpdateAsync(set => set.SetProperty(a => a.PasswordHash, hash));
        });
        using var older = await site.Anyone();
        await older.SignIn("older", "password1234");
        Assert.Equal(HttpStatusCode.OK, (await older.Get("/account")).Status);
    }

    [Fact]
    public async Task Are_refused_at_the_first_link_which_stays_open()
    {
        await using var fresh = new Site();
        await fresh.Ready();
        var link = await FirstAdministrator.Link(fresh.Services, CancellationToken.None);
        using var visitor = await fresh.Anyone();
        var refused = await visitor.Post(link!, ("Position", "ปลัด"), ("UserName", "palad"), ("Password", "palad-thotsop1"), ("Again", "palad-thotsop1"));
        Assert.Equal(HttpStatusCode.BadRequest, refused.Status);
        HtmlAssert.Shows(refused.Document, "รหัสผ่านนี้เดาง่าย");
        Assert.Equal("/", (await visitor.Post(link!, ("Position", "ปลัด"), ("UserName", "palad"), ("Password", Site.Password), ("Again", Site.Password))).Location);
    }
}
