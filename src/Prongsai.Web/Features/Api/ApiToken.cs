using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Prongsai.Web.Platform.Identity;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Api;

/// <summary>Lets a program read some things of one organisation for a while. The token itself is shown once and known only to whom it was given.</summary>
internal sealed class ApiToken : IOfOrganisation
{
    public const int NameMaxLength = 80;

    public Guid Id { get; init; } = Guid.CreateVersion7();

    public Guid OrganisationId { get; set; }

    public required string Name { get; init; }

    public required byte[] Hash { get; init; }

    public required string[] Scopes { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>By position.</summary>
    public required string CreatedBy { get; init; }

    public required DateTimeOffset ExpiresAt { get; init; }

    public DateTimeOffset? LastUsedAt { get; set; }

    public DateTimeOffset? RevokedAt { get; set; }
}

internal sealed class ApiTokenMapping : IEntityTypeConfiguration<ApiToken>
{
    public void Configure(EntityTypeBuilder<ApiToken> entity) => entity.ToTable("api_tokens");
}

internal static class ApiTokenSet
{
    extension(AppDbContext db)
    {
        public DbSet<ApiToken> ApiTokens => db.Set<ApiToken>();
    }
}

/// <summary>What a token may be allowed: a name and Thai words.</summary>
internal static class Scopes
{
    public const string Results = "results.read";
    public const string Measures = "measures.read";
    public const string Changes = "changes.read";

    public static IReadOnlyList<(string Name, string Title, string Hint)> All { get; } =
    [
        (Results, "ผลการประเมินที่ยืนยันแล้ว", "คะแนน ระดับ เครื่องมือ และตัวชี้วัดของทุกปี"),
        (Measures, "มาตรการและความคืบหน้า", "ชื่อมาตรการ ผู้รับผิดชอบเป็นส่วนราชการ และจำนวนขั้นตอน"),
        (Changes, "บันทึกการเปลี่ยนแปลง", "ใครทำอะไรเมื่อใด เรียงตามเลขลำดับ มีตำแหน่ง ไม่มีชื่อ"),
    ];
}

/// <summary>Makes, finds and ends tokens.</summary>
internal sealed class KeepTokens(AppDbContext db, CurrentPerson person, TimeProvider clock) : IUseCase
{
    /// <summary>What every token begins with, so that one that strayed into a file is recognised by who searches for it.</summary>
    public const string Prefix = "prongsai_";

    /// <returns>The token, which nobody can show again.</returns>
    public async Task<string> Make(string name, IReadOnlyList<string> scopes, int days, CancellationToken stop)
    {
        var secret = RandomNumberGenerator.GetBytes(32);
        var now = clock.GetUtcNow();
        var token = new ApiToken { Name = name, Hash = SHA256.HashData(secret), Scopes = [.. scopes], CreatedAt = now, CreatedBy = person.Position, ExpiresAt = now.AddDays(days) };
        db.ApiTokens.Add(token);
        db.Record("token.made", "api-token", token.Id, data: new { name, scopes, days });
        await db.SaveChangesAsync(stop);
        return Prefix + Base64Url.EncodeToString(secret);
    }

    public async Task<bool> Revoke(Guid id, CancellationToken stop)
    {
        if (await db.ApiTokens.FirstOrDefaultAsync(t => t.Id == id && t.RevokedAt == null, stop) is not { } token)
        {
            return false;
        }
        token.RevokedAt = clock.GetUtcNow();
        db.Record("token.revoked", "api-token", id);
        await db.SaveChangesAsync(stop);
        return true;
    }

    /// <summary>The hash of what came, or null when it is no token at all.</summary>
    public static byte[]? HashOf(string? authorization)
    {
        const string scheme = "Bearer " + Prefix;
        var bytes = new byte[32];
        return authorization is not null && authorization.Length == scheme.Length + 43 && authorization.StartsWith(scheme, StringComparison.Ordinal)
            && Base64Url.IsValid(authorization.AsSpan(scheme.Length)) && Base64Url.TryDecodeFromChars(authorization.AsSpan(scheme.Length), bytes, out var written) && written == 32
            ? SHA256.HashData(bytes) : null;
    }
}
