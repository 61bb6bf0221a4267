using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Moving;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Oversight;

/// <summary>What a file of figures says, before it is signed.</summary>
/// <param name="Product">Always "prongsai-oversight".</param>
/// <param name="MadeAt">UTC.</param>
/// <param name="From">Who sends it: the member itself, or who oversees several.</param>
/// <param name="Figures">A row for each member and year.</param>
internal sealed record FiguresContent(string Product, DateTimeOffset MadeAt, string From, IReadOnlyList<FiguresRow> Figures);

/// <summary>One member in one year.</summary>
internal sealed record FiguresRow(
    Guid Member, int Year, string Name, string Kind, string District, string Province, decimal? Total, string? Level, IReadOnlyList<decimal?> Tools, IReadOnlyList<decimal?> Indicators,
    int Items, int ItemsComplete, int Steps, int StepsProven, int StepsLate, bool IsOpen, DateTimeOffset AsOf);

/// <summary>The file: its content as text, so that what is signed is exactly what is read.</summary>
internal sealed record FiguresFile(string Content, string PublicKey, string Signature);

internal sealed record NotAFiguresFile() : Refusal("ไฟล์นี้ไม่ใช่ไฟล์ตัวเลขของโปร่งใส หรือเสียหาย ขอไฟล์ใหม่จากผู้ส่ง");

internal sealed record FiguresAltered() : Refusal("ลายมือชื่อไม่ตรงกับเนื้อหา มีผู้แก้ไฟล์หลังออก อย่าใช้ไฟล์นี้ ขอไฟล์ใหม่จากผู้ส่งโดยตรง");

internal sealed record FiguresOfOthers(int Rows) : Refusal($"ในไฟล์มี {Rows} แถวของหน่วยงานนอกเขตที่ท่านกำกับดูแล จึงไม่รับทั้งไฟล์");

internal sealed record FiguresMakeNoSense(string Where) : Refusal($"ตัวเลขของ{Where}เป็นไปไม่ได้ เช่น คะแนนเกิน 100 หรือส่วนมากกว่าทั้งหมด ให้ผู้ส่งออกไฟล์ใหม่");

internal sealed record UnknownSigner(string Fingerprint, string From) : Refusal($"ไม่เคยเห็นลายมือชื่อของ {From} มาก่อน โทรศัพท์ถามผู้ส่งว่ารหัส {Fingerprint} ตรงกับที่เครื่องของเขาแสดงหรือไม่ ถ้าตรง ทำเครื่องหมายยืนยันแล้วส่งไฟล์อีกครั้ง");

/// <summary>Makes and takes in files of figures, for members that share no server with who oversees them.</summary>
internal sealed class CarryFigures(AppDbContext db, CurrentOrganisation organisation, OversightQuery query, FileFolder files, TimeProvider clock) : IUseCase
{
    public const string Product = "prongsai-oversight";
    public const int MostBytes = 40_000_000;
    private const int MostRows = 100_000;
    private static readonly JsonSerializerOptions Json = new(JsonSerializerOptions.Strict) { PropertyNamingPolicy = JsonNamingPolicy.CamelCase, Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private string DataDirectory => Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(files.Path)) ?? files.Path;

    /// <summary>The fingerprint of this installation, to be read out on the telephone.</summary>
    public async Task<string> Fingerprint(CancellationToken stop)
    {
        using var key = await PackageFormat.KeyOf(DataDirectory, stop);
        return PackageFormat.FingerprintOf(key.ExportSubjectPublicKeyInfo());
    }

    public async Task<byte[]> Make(IEnumerable<OversightFigure> figures, CancellationToken stop)
    {
        var rows = figures.Select(f => new FiguresRow(f.MemberId, f.Year.Value, f.Name, f.Kind, f.District, f.Province, f.Total, f.Level, f.Tools, f.Indicators, f.Items, f.ItemsComplete, f.Steps, f.StepsProven, f.StepsLate, f.IsOpen, f.AsOf)).ToList();
        var content = JsonSerializer.Serialize(new FiguresContent(Product, clock.GetUtcNow(), organisation.Card.ShortName, rows), Json);
        using var key = await PackageFormat.KeyOf(DataDirectory, stop);
        var signed = PackageFormat.Sign(key, Encoding.UTF8.GetBytes(content));
        db.Record("oversight.packed", "organisation", organisation.Id, data: new { rows = rows.Count });
        await db.SaveChangesAsync(stop);
        return JsonSerializer.SerializeToUtf8Bytes(new FiguresFile(content, signed.PublicKey, signed.Signature), Json);
    }

    /// <summary>All that is seen of a place, to be carried on to who oversees more.</summary>
    public async Task<IReadOnlyList<OversightFigure>> Seen(Place place, CancellationToken stop)
    {
        // The policy of the database decides what is seen, not EF's filter by owner.
        var all = db.OversightFigures.FromSql($"select * from oversight_newest").IgnoreQueryFilters().AsNoTracking();
        return await all.Where(f => (place.Province == null || f.Province == place.Province) && (place.District == null || f.District == place.District)).OrderBy(f => f.Province).ThenBy(f => f.Name).ThenBy(f => f.Year).ToListAsync(stop);
    }

    /// <returns>Who sent it and how many members and rows came in.</returns>
    public async Task<Result<(string From, int Members, int Rows)>> TakeIn(byte[] bytes, bool signerIsKnown, CancellationToken stop)
    {
        FiguresFile? file;
        FiguresContent? content;
        string signer;
        try
        {
            file = JsonSerializer.Deserialize<FiguresFile>(bytes, Json);
            content = file is null ? null : JsonSerializer.Deserialize<FiguresContent>(file.Content, Json);
            if (file is null || content is not { Product: Product } || content.Figures.Count is 0 or > MostRows)
            {
                return new NotAFiguresFile();
            }
            var publicKey = Convert.FromBase64String(file.PublicKey);
            using var key = ECDsa.Create();
            key.ImportSubjectPublicKeyInfo(publicKey, out _);
            if (!key.VerifyData(Encoding.UTF8.GetBytes(file.Content), Convert.FromBase64String(file.Signature), HashAlgorithmName.SHA256))
            {
                return new FiguresAltered();
            }
            signer = PackageFormat.FingerprintOf(publicKey);
        }
        catch (Exception wrong) when (wrong is JsonException or FormatException or CryptographicException)
        {
            return new NotAFiguresFile();
        }
        if (content.Figures.FirstOrDefault(r => !MakesSense(r)) is { } nonsense)
        {
            return new FiguresMakeNoSense(nonsense.Name.Length is > 0 and <= 200 ? nonsense.Name : "หน่วยงานหนึ่ง");
        }
        var outside = content.Figures.Count(r => query.Within(r.Province, r.District) is null);
        if (outside > 0)
        {
            return new FiguresOfOthers(outside);
        }
        var known = await db.OversightMembers.FirstOrDefaultAsync(m => m.Signer == signer, stop);
        if (known is null && !signerIsKnown)
        {
            return new UnknownSigner(signer, content.From);
        }
        await using var transaction = await db.Database.BeginTransactionAsync(stop);
        if (known is null)
        {
            db.OversightMembers.Add(new OversightMember { Signer = signer, Name = content.From, FirstSeenAt = clock.GetUtcNow() });
        }
        var members = content.Figures.Select(r => r.Member).Distinct().ToList();
        var years = content.Figures.Select(r => new FiscalYear(r.Year)).Distinct().ToList();
        await db.OversightFigures.Where(f => members.Contains(f.MemberId) && years.Contains(f.Year) && f.Came == FigureCame.Package).ExecuteDeleteAsync(stop);
        db.OversightFigures.AddRange(content.Figures.DistinctBy(r => (r.Member, r.Year)).Select(Figure));
        db.Record("oversight.taken-in", "organisation", organisation.Id, data: new { content.From, signer, members = members.Count, rows = content.Figures.Count });
        await db.SaveChangesAsync(stop);
        await transaction.CommitAsync(stop);
        return (content.From, members.Count, content.Figures.Count);
    }

    private static OversightFigure Figure(FiguresRow r) => new()
    {
        MemberId = r.Member,
        Year = new FiscalYear(r.Year),
        Name = r.Name,
        Kind = r.Kind,
        District = r.District,
        Province = r.Province,
        Total = r.Total,
        Level = r.Level,
        Tools = [.. r.Tools],
        Indicators = [.. r.Indicators],
        Items = (short)r.Items,
        ItemsComplete = (short)r.ItemsComplete,
        Steps = r.Steps,
        StepsProven = r.StepsProven,
        StepsLate = r.StepsLate,
        IsOpen = r.IsOpen,
        Came = FigureCame.Package,
        AsOf = r.AsOf.ToUniversalTime(),
    };

    private static bool MakesSense(FiguresRow r) =>
        r.Year is >= 2556 and <= 2700 && r.Name.Length is > 0 and <= Organisation.ShortNameMaxLength && r.Kind.Length <= 40 && r.District.Length <= 80 && r.Province.Length <= 80 && r.Level is null or { Length: <= 60 }
        && r.Tools.Count == 3 && r.Indicators.Count == 10 && r.Tools.Concat(r.Indicators).Append(r.Total).All(s => s is null or (>= 0 and <= 100))
        && r.Items is >= 0 and <= 500 && r.ItemsComplete >= 0 && r.ItemsComplete <= r.Items && r.Steps is >= 0 and <= 100_000 && r.StepsProven >= 0 && r.StepsProven <= r.Steps && r.StepsLate >= 0 && r.StepsLate <= r.Steps;
}
