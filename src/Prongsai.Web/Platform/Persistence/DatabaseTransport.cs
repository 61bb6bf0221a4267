using System.Net;
using Npgsql;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Persistence;

/// <summary>A database on another machine is spoken to under TLS, and its certificate is checked: whoever sits on the way would read everything.</summary>
internal static class DatabaseTransport
{
    /// <exception cref="InstallationException">A host is another machine and the certificate would not be checked; the message says what to write.</exception>
    public static void Demand(NpgsqlConnectionStringBuilder connection)
    {
        if (connection.SslMode is not SslMode.VerifyFull && (connection.Host ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).FirstOrDefault(h => !IsHere(h)) is { } away)
        {
            throw new InstallationException(
                $"The database server {away} is another machine: add \"SSL Mode=VerifyFull\" to the connection, and \"Root Certificate=FILE\" if its certificate comes from an authority of your own. "
                + "The server must have a certificate for that name (ssl = on in postgresql.conf). See docs/operations.md.");
        }
    }

    /// <summary>A folder of sockets, or an address of this machine alone.</summary>
    private static bool IsHere(string host)
    {
        var name = host.StartsWith('[') ? host[1..].Split(']')[0] : host.Split(':') is [var before, _] ? before : host;
        return host.StartsWith('/') || host.StartsWith('@') || name is "localhost" || (IPAddress.TryParse(name, out var address) && IPAddress.IsLoopback(address));
    }
}
