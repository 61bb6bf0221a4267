using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Privacy;

internal sealed record StillInOffice() : Refusal("ผู้นี้ยังปฏิบัติหน้าที่ ลบชื่อไม่ได้ บันทึกการพ้นหน้าที่ก่อน แล้วจึงลบ");

/// <summary>
/// What is kept of one person (พ.ร.บ.คุ้มครองข้อมูลส่วนบุคคล พ.ศ. 2562 มาตรา 30): everything, found by what the database itself says refers to a
/// person, so that a table of a later version is not forgotten. And its erasure (มาตรา 33), as far as no law wants it kept.
/// </summary>
internal sealed class PersonalData(AppDbContext db, CurrentOrganisation organisation, TimeProvider clock) : IUseCase
{
    private const int MostRows = 5000;
    private static readonly JsonSerializerOptions Json = new() { WriteIndented = true, Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <returns>JSON, or null when there is no such person.</returns>
    public async Task<byte[]?> Of(Guid id, CancellationToken stop)
    {
        if (await db.People.AsNoTracking().Include(p => p.Roles).FirstOrDefaultAsync(p => p.Id == id, stop) is not { } person)
        {
            return null;
        }
        var all = new JsonObject
        {
            ["องค์กร"] = organisation.Card.Name,
            ["ข้อมูล ณ"] = ThaiDate.ShortWithTime(clock.GetUtcNow()),
            ["บุคคล"] = JsonSerializer.SerializeToNode(new { person.Position, person.Name, person.Email, person.Active, person.LeftOn, person.CreatedAt, roles = person.Roles.Select(r => r.Name) }, Json),
        };
        if (person.AccountId is { } account)
        {
            var user = await db.Users.AsNoTracking().FirstAsync(a => a.Id == account, stop);
            var sessions = await db.Sessions.AsNoTracking().Where(s => s.AccountId == account).OrderByDescending(s => s.LastSeenAt).Take(MostRows).Select(s => new { s.Device, s.CreatedAt, s.LastSeenAt, s.EndedAt }).ToListAsync(stop);
            var passkeys = await db.Set<IdentityUserPasskey<Guid>>().AsNoTracking().Where(p => p.UserId == account).ToListAsync(stop);
            all["บัญชี"] = JsonSerializer.SerializeToNode(new { user.UserName, user.Email, user.CreatedAt, secondFactor = user.TwoFactorEnabled, passkeys = passkeys.Select(p => p.Data.Name), sessions }, Json);
        }
        all["สิ่งที่ทำในระบบ"] = JsonSerializer.SerializeToNode(await db.Changes.AsNoTracking().Where(c => c.ActorId == id).OrderBy(c => c.Number).Take(MostRows).Select(c => new { c.At, c.Kind, c.SubjectType, c.SubjectId, c.Reason }).ToListAsync(stop), Json);
        all["ที่อ้างถึงบุคคลนี้"] = await References(id, stop);
        return JsonSerializer.SerializeToUtf8Bytes(all, Json);
    }

    /// <summary>Takes the name, the address and, unless it works elsewhere, the account away. Deeds stay, under the position: the law keeps the records of an office.</summary>
    public async Task<Result<Person>> Erase(Guid id, string reason, CancellationToken stop)
    {
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (await db.People.FirstOrDefaultAsync(p => p.Id == id, stop) is not { Active: false } person)
        {
            return new StillInOffice();
        }
        (person.Name, person.Email, person.ErasedAt) = ("", null, clock.GetUtcNow());
        if (person.AccountId is { } account)
        {
            person.AccountId = null;
            await db.SaveChangesAsync(stop);
            if (!await db.Database.SqlQuery<bool>($"select account_works_elsewhere({account}, {organisation.Id}) as \"Value\"").SingleAsync(stop))
            {
                var nobody = $"erased-{account:N}";
                await db.Sessions.Where(s => s.AccountId == account).ExecuteDeleteAsync(stop);
                await db.RecoveryCodes.Where(c => c.AccountId == account).ExecuteDeleteAsync(stop);
                await db.Set<IdentityUserPasskey<Guid>>().Where(p => p.UserId == account).ExecuteDeleteAsync(stop);
                await db.UserTokens.Where(t => t.UserId == account).ExecuteDeleteAsync(stop);
                await db.UserLogins.Where(l => l.UserId == account).ExecuteDeleteAsync(stop);
                await db.Users.Where(a => a.Id == account).ExecuteUpdateAsync(
                    set => set.SetProperty(a => a.UserName, nobody).SetProperty(a => a.NormalizedUserName, nobody.ToUpperInvariant()).SetProperty(a => a.Email, (string?)null).SetProperty(a => a.NormalizedEmail, (string?)null)
                        .SetProperty(a => a.PasswordHash, (string?)null).SetProperty(a => a.SecurityStamp, Guid.NewGuid().ToString()).SetProperty(a => a.Active, false),
                    stop);
            }
        }
        db.Record("person.erased", "person", id, reason);
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return person;
    }

    private async Task<JsonObject> References(Guid id, CancellationToken stop)
    {
        await db.Database.OpenConnectionAsync(stop);
        try
        {
            var connection = (NpgsqlConnection)db.Database.GetDbConnection();
            var columns = new List<(string Table, string Column)>();
            await using (var read = new NpgsqlCommand(
                """
                select f.relname, a.attname from pg_constraint k join pg_class f on f.oid = k.conrelid join pg_attribute a on a.attrelid = f.oid and a.attnum = k.conkey[1]
                where k.contype = 'f' and k.confrelid = 'people'::regclass and has_table_privilege(f.oid, 'select') order by 1, 2
                """,
                connection))
            await using (var row = await read.ExecuteReaderAsync(stop))
            {
                while (await row.ReadAsync(stop))
                {
                    columns.Add((row.GetString(0), row.GetString(1)));
                }
            }
            var found = new JsonObject();
            foreach (var (table, column) in columns.Where(c => c.Table is not "sign_in_links"))
            {
                await using var read = new NpgsqlCommand($"select coalesce(jsonb_agg(to_jsonb(t) - 'organisation_id'), '[]')::text from (select * from \"{table}\" where \"{column}\" = $1 limit {MostRows}) t", connection) { Parameters = { new() { Value = id } } };
                if (JsonNode.Parse((string)(await read.ExecuteScalarAsync(stop))!) is JsonArray { Count: > 0 } rows)
                {
                    found[$"{table}.{column}"] = rows;
                }
            }
            return found;
        }
        finally
        {
            await db.Database.CloseConnectionAsync();
        }
    }
}
