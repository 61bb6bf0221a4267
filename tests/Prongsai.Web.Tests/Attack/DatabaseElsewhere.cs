using System.Security.Authentication;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Npgsql;
using Prongsai.Web.Platform.Changes;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Keeping;

namespace Prongsai.Web.Tests.Attack;

/// <summary>A database server of the ministry's own, spoken to under TLS with a certificate that is checked: by the migrations, by the web and by the programs that back it up.</summary>
public sealed class DatabaseElsewhere : IAsyncLifetime
{
    private readonly string folder = Directory.CreateTempSubdirectory("prongsai-tls-").FullName;
    private PrivateCluster server = null!;

    public async ValueTask InitializeAsync()
    {
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(folder, (UnixFileMode)Convert.ToInt32("755", 8));
        }
        using var authority = Authority("ours");
        using var other = Authority("theirs");
        var at = Directory.CreateDirectory(Path.Combine(folder, "certificate")).FullName;
        using (var key = RSA.Create(2048))
        {
            var asked = new CertificateRequest("CN=localhost", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
            var names = new SubjectAlternativeNameBuilder();
            names.AddDnsName("localhost");
            asked.CertificateExtensions.Add(names.Build());
            using var certificate = asked.Create(authority, authority.NotBefore, authority.NotAfter, [1, 2, 3, 4]);
            await File.WriteAllTextAsync(Path.Combine(at, "server.pem"), certificate.ExportCertificatePem());
            await File.WriteAllTextAsync(Path.Combine(at, "server.key"), key.ExportPkcs8PrivateKeyPem());
        }
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(Path.Combine(at, "server.key"), UnixFileMode.UserRead | UnixFileMode.UserWrite);
        }
        await PostgresPrograms.GiveToClusterUser(at, CancellationToken.None);
        await File.WriteAllTextAsync(Path.Combine(folder, "ours.pem"), authority.ExportCertificatePem());
        await File.WriteAllTextAsync(Path.Combine(folder, "theirs.pem"), other.ExportCertificatePem());
        server = await PrivateCluster.Open(Path.Combine(folder, "server"), ["fsync = off", "synchronous_commit = off", "full_page_writes = off", "ssl = on", $"ssl_cert_file = '{at}/server.pem'", $"ssl_key_file = '{at}/server.key'"], CancellationToken.None);
        await server.Start(CancellationToken.None);
        await server.CreateDatabase(CancellationToken.None);
    }

    public async ValueTask DisposeAsync()
    {
        NpgsqlConnection.ClearAllPools();
        await server.Stop(immediately: true, CancellationToken.None);
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public async Task Is_migrated_served_and_backed_up_under_a_certificate_that_is_checked()
    {
        var named = Named("localhost", "ours.pem");
        var data = Path.Combine(folder, "data");
        await using var installation = await Installation.Open(new InstallationOptions(data, Database: named), exclusively: true, CancellationToken.None);
        Assert.NotEmpty(installation.Migrated);
        foreach (var connection in new[] { installation.OwnerConnection, installation.Logins.WebConnection, installation.Logins.InformantsConnection })
        {
            await using var open = new NpgsqlConnection(connection);
            await open.OpenAsync(TestContext.Current.CancellationToken);
            await using var ask = new NpgsqlCommand("select version from pg_stat_ssl where pid = pg_backend_pid() and ssl", open);
            Assert.StartsWith("TLSv1.", (string?)await ask.ExecuteScalarAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        }
        // pg_dump checks it too.
        var backup = Path.Combine(folder, "office.backup");
        Directory.CreateDirectory(Path.Combine(data, "files"));
        await Backup.Write(installation.OwnerConnection, Path.Combine(data, "files"), await BackupKey.Of(data, CancellationToken.None), backup, DateTimeOffset.UtcNow, CancellationToken.None);
        Assert.True(new FileInfo(backup).Length > 10_000);
        Assert.Empty((await ChangeChain.Verify(installation.OwnerConnection, CancellationToken.None)).Broken);
        var forged = await Assert.ThrowsAsync<InstallationException>(() => Backup.Write(Named("127.0.0.1", "ours.pem"), Path.Combine(data, "files"), BackupKey.New(), backup + "2", DateTimeOffset.UtcNow, CancellationToken.None));
        Assert.Contains("certificate", forged.Message, StringComparison.Ordinal);
    }

    /// <summary>Somebody on the way who has a certificate, but not of this authority or not for this name.</summary>
    [Theory]
    [InlineData("localhost", "theirs.pem")]
    [InlineData("127.0.0.1", "ours.pem")]
    public async Task Is_not_spoken_to_when_its_certificate_is_anothers(string host, string authority)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => Installation.Open(new InstallationOptions(Path.Combine(folder, "data"), Database: Named(host, authority)), exclusively: true, CancellationToken.None));
        Assert.Contains(Causes(refused), cause => cause is AuthenticationException);
    }

    private string Named(string host, string authority) =>
        new NpgsqlConnectionStringBuilder(server.ConnectionString()) { Host = host, SslMode = SslMode.VerifyFull, RootCertificate = Path.Combine(folder, authority) }.ConnectionString;

    private static IEnumerable<Exception> Causes(Exception? fault)
    {
        for (; fault is not null; fault = fault.InnerException)
        {
            yield return fault;
        }
    }

    private static X509Certificate2 Authority(string name)
    {
        using var key = RSA.Create(2048);
        var asked = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256, RSASignaturePadding.Pkcs1);
        asked.CertificateExtensions.Add(new X509BasicConstraintsExtension(certificateAuthority: true, hasPathLengthConstraint: false, 0, critical: true));
        return asked.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(30));
    }
}
