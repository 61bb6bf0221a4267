using Microsoft.EntityFrameworkCore;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Features.Administration;

internal sealed record AddressIsTaken(bool IsHost) : Refusal("มีองค์กรอื่นในระบบนี้ใช้ที่อยู่นี้แล้ว ตั้งใหม่ให้ต่างกัน");

internal sealed record AddressIsOurs() : Refusal("คำนี้เป็นที่อยู่ของหน้าในระบบ ตั้งคำอื่น เช่น ชื่อตำบลเป็นภาษาอังกฤษ");

internal sealed record NotAPicture() : Refusal("ไฟล์นี้ไม่ใช่ภาพ PNG หรือ JPG บันทึกภาพเป็น PNG แล้วส่งใหม่");

/// <summary>Changes the particulars of the current organisation, and its emblem when one is given.</summary>
internal sealed class ChangeOrganisation(AppDbContext db, CurrentOrganisation current, OrganisationDirectory directory, FileStore files, PublicWords words) : IUseCase
{
    private const long SealLimit = 2 * 1024 * 1024;

    public sealed record Input(
        string Name, string ShortName, OrganisationKind Kind, OrganisationSize Size, string District, string Province, string Slug, string? Host, DigitStyle Digits, string PaperFont);

    public async Task<Result<Organisation>> Do(Input input, Stream? seal, string? sealName, CancellationToken stop)
    {
        if (words.AreOurs(input.Slug))
        {
            return new AddressIsOurs();
        }
        var organisation = await db.Organisations.FirstAsync(o => o.Id == current.Id, stop);
        var before = Particulars(organisation);
        if (seal is not null)
        {
            var stored = await StoreSeal(seal, sealName ?? "seal", stop);
            if (!stored.IsOk)
            {
                return stored.Refusal;
            }
            organisation.SealFileId = stored.Value.Id;
        }
        (organisation.Name, organisation.ShortName, organisation.Kind, organisation.Size) = (input.Name, input.ShortName, input.Kind, input.Size);
        (organisation.District, organisation.Province, organisation.Slug, organisation.Host) = (input.District, input.Province, input.Slug, string.IsNullOrEmpty(input.Host) ? null : input.Host);
        (organisation.Digits, organisation.PaperFont) = (input.Digits, input.PaperFont);
        if (!db.ChangeTracker.HasChanges())
        {
            return organisation;
        }
        db.Record("organisation.changed", "organisation", organisation.Id, data: new { from = before, to = Particulars(organisation) });
        try
        {
            await db.SaveChangesAsync(stop);
        }
        catch (DbUpdateException e) when (e.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation } taken)
        {
            return new AddressIsTaken(taken.ConstraintName?.Contains("host", StringComparison.Ordinal) == true);
        }
        directory.Forget();
        return organisation;
    }

    private async Task<Result<StoredFile>> StoreSeal(Stream seal, string name, CancellationToken stop)
    {
        var bytes = new MemoryStream();
        var buffer = new byte[81920];
        int read;
        while ((read = await seal.ReadAsync(buffer, stop)) > 0)
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > SealLimit)
            {
                return new FileIsTooLarge(SealLimit);
            }
        }
        // What it is, its first bytes say; not its name.
        var type = bytes.GetBuffer().AsSpan(0, (int)bytes.Length) switch
        {
            [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, ..] => "image/png",
            [0xFF, 0xD8, 0xFF, ..] => "image/jpeg",
            _ => null,
        };
        return type is null ? new NotAPicture() : await files.Add(bytes.ToArray(), name, type, stop);
    }

    private static object Particulars(Organisation o) => new { o.Name, o.ShortName, kind = o.Kind.ToString(), size = o.Size.ToString(), o.District, o.Province, o.Slug, o.Host, digits = o.Digits.ToString(), o.PaperFont, o.SealFileId };
}

/// <summary>First words of addresses that pages of the product have, which no organisation may take as its own.</summary>
internal sealed class PublicWords(EndpointDataSource endpoints) : IUseCase
{
    public bool AreOurs(string slug) =>
        endpoints.Endpoints.OfType<RouteEndpoint>().Any(e => string.Equals(FirstWord(e), slug, StringComparison.OrdinalIgnoreCase));

    private static string? FirstWord(RouteEndpoint endpoint) => endpoint.RoutePattern.RawText?.TrimStart('/').Split('/')[0];
}
