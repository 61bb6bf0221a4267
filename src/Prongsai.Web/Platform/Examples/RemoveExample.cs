using Microsoft.EntityFrameworkCore;
using Prongsai.Web.Platform.Files;
using Prongsai.Web.Platform.Modules;
using Prongsai.Web.Platform.Organisations;
using Prongsai.Web.Platform.Persistence;

namespace Prongsai.Web.Platform.Examples;

/// <summary>Takes the worked example away: every row of it, its changes too, and every file nobody else has.</summary>
internal sealed class RemoveExample(AppDbContext db, FileStore files, OrganisationDirectory directory) : IUseCase
{
    /// <summary>The database refuses for any organisation that is not an example.</summary>
    public async Task Remove(Guid example, CancellationToken stop)
    {
        var unshared = await db.Database.SqlQuery<byte[]>($"select * from remove_example({example})").ToListAsync(stop);
        files.Forget(unshared);
        directory.Forget();
    }
}
