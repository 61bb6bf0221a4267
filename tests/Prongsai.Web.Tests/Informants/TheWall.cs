using Npgsql;
using Prongsai.Testing;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Tests.Informants;

public sealed class TheWall(Site site) : IClassFixture<Site>
{
    [Fact]
    public async Task Cannot_be_read_by_the_web()
    {
        await site.Ready();
        var refused = await Ask(new DatabaseLogins(site.OwnerConnection).WebConnection, "select * from informants.channels");
        Assert.Equal("permission denied for schema informants", refused!.MessageText);
    }

    [Theory]
    [InlineData("select * from people")]
    [InlineData("select * from accounts")]
    [InlineData("select * from changes")]
    [InlineData("select * from organisations")]
    public async Task Cannot_be_looked_out_of(string sql)
    {
        await site.Ready();
        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, (await Ask(new DatabaseLogins(site.OwnerConnection).InformantsConnection, sql))!.SqlState);
    }

    [Fact]
    public async Task Lets_its_own_role_in()
    {
        await site.Ready();
        Assert.Null(await Ask(new DatabaseLogins(site.OwnerConnection).InformantsConnection, "select * from informants.channels"));
    }

    [Fact]
    public async Task Says_plainly_that_no_channel_is_open_and_where_else_to_turn_and_leaves_no_trace()
    {
        using var visitor = await site.Anyone();
        var answer = await visitor.Get("/n");
        HtmlAssert.Heading(answer.Document, "หน่วยงานนี้ยังไม่เปิดช่องทางที่คุ้มครองตัวตนในระบบนี้");
        HtmlAssert.Shows(answer.Document, "1205 (ยังไม่ยืนยัน)");
        HtmlAssert.Shows(answer.Document, "1567 (ยังไม่ยืนยัน)");
        Assert.Empty(visitor.Cookies);
        Assert.Empty(answer.Document.QuerySelectorAll("script"));
        Assert.DoesNotContain("เบาะแส", answer.Document.Title, StringComparison.Ordinal);
        Assert.Equal("no-referrer", string.Join("", answer.Response.Headers.GetValues("Referrer-Policy")));
        Assert.Contains("no-store", answer.Response.Headers.CacheControl!.ToString(), StringComparison.Ordinal);
    }

    private static async Task<PostgresException?> Ask(string connectionString, string sql)
    {
        await using var connection = new NpgsqlConnection(connectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        try
        {
            await command.ExecuteNonQueryAsync();
            return null;
        }
        catch (PostgresException refused)
        {
            return refused;
        }
    }
}
