using System.Security.Cryptography;
using System.Text;
using Npgsql;

namespace Prongsai.Web.Platform.Persistence;

/// <summary>
/// The database roles the running product signs in as, each with no more than it needs. Their passwords are derived from the owner's, so
/// every web process with the same connection string knows them and nothing is stored.
/// </summary>
/// <param name="owner">Gives the connection string of the owner; asked for only when it is needed, so that a host may be built while its database is still starting.</param>
internal sealed class DatabaseLogins(Func<string> owner)
{
    public DatabaseLogins(string ownerConnection)
        : this(() => ownerConnection)
    {
    }

    /// <summary>The web: rows of the current organisation only; cannot bypass row-level security, owns nothing.</summary>
    public const string Web = "prongsai_web";

    /// <summary>The informants' wall: its own schema and nothing else.</summary>
    public const string Informants = "prongsai_informants";

    public string WebConnection => For(Web);

    public string InformantsConnection => For(Informants);

    public string PasswordOf(string role)
    {
        var password = new NpgsqlConnectionStringBuilder(owner()).Password!;
        return Convert.ToHexStringLower(HMACSHA256.HashData(Encoding.UTF8.GetBytes(password), Encoding.UTF8.GetBytes(role)));
    }

    private string For(string role) =>
        new NpgsqlConnectionStringBuilder(owner()) { Username = role, Password = PasswordOf(role), ApplicationName = role, MaxPoolSize = 40 }.ConnectionString;
}
