using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection.Repositories;
using Npgsql;

namespace Prongsai.Web.Platform.Identity;

/// <summary>
/// The Data Protection keys (cookies, antiforgery) in PostgreSQL, so that any web process can read what another wrote. They are only as
/// secret as the database is; see docs/threat-model.md.
/// </summary>
/// <param name="database">Asked for at the first use: the framework makes this while the database may still be starting.</param>
internal sealed class KeysInDatabase(Func<NpgsqlDataSource> database) : IXmlRepository
{
    public IReadOnlyCollection<XElement> GetAllElements()
    {
        using var command = database().CreateCommand("select xml from data_protection_keys order by created_at");
        using var rows = command.ExecuteReader();
        var keys = new List<XElement>();
        while (rows.Read())
        {
            keys.Add(XElement.Parse(rows.GetString(0)));
        }
        return keys;
    }

    public void StoreElement(XElement element, string friendlyName)
    {
        using var command = database().CreateCommand("insert into data_protection_keys (id, name, xml, created_at) values ($1, $2, $3, now())");
        command.Parameters.Add(new() { Value = Guid.CreateVersion7() });
        command.Parameters.Add(new() { Value = friendlyName });
        command.Parameters.Add(new() { Value = element.ToString(SaveOptions.DisableFormatting) });
        command.ExecuteNonQuery();
    }
}
