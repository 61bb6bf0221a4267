using Npgsql;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Keeping;
using Prongsai.Web.Platform.Organisations;

namespace Prongsai.Web.Platform.Moving;

/// <summary>Carries out the orders of the pages for packing and taking in, with the owner's connection, which the web has not.</summary>
internal sealed class MovingKeeper(MovingFolder folder, string dataDirectory, string ownerConnection, OrganisationDirectory directory, TimeProvider clock)
{
    /// <summary>Looks every two seconds, until stopped. What goes wrong is in the result, which the page shows.</summary>
    public async Task Run(TextWriter stderr, CancellationToken stop)
    {
        using var timer = new PeriodicTimer(TimeSpan.FromSeconds(2));
        try
        {
            var (begun, said) = (false, "");
            do
            {
                try
                {
                    foreach (var name in begun ? [] : folder.LeftBehind().ToList())
                    {
                        await folder.End(name, new(clock.GetUtcNow(), false, "The program was stopped meanwhile; nothing was changed. Ask again."), stop);
                    }
                    begun = true;
                    await Look(stop);
                    said = "";
                }
                catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
                {
                    // The disk is full or not there for a while. Said once, tried again.
                    if (!string.Equals(said, trouble.Message, StringComparison.Ordinal))
                    {
                        await stderr.WriteLineAsync($"Orders to pack or take in an organisation wait: {trouble.Message}");
                    }
                    said = trouble.Message;
                }
            }
            while (await timer.WaitForNextTickAsync(stop));
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The product is stopping; the next start tells who asked.
        }
    }

    /// <summary>Carries out one order, if there is one.</summary>
    public async Task Look(CancellationToken stop)
    {
        folder.Sweep(clock.GetUtcNow());
        if (await folder.Take(stop) is not var (name, order))
        {
            return;
        }
        try
        {
            var key = BackupKey.Parse(order.Key);
            if (order.Signer is null)
            {
                var packed = await PackOrganisation.Write(ownerConnection, dataDirectory, order.Slug!, key, folder.PackageOf(name), clock.GetUtcNow(), stop);
                await folder.End(name, new(clock.GetUtcNow(), true, Report: packed), stop);
                return;
            }
            var (report, link) = await UnpackOrganisation.Read(ownerConnection, dataDirectory, folder.PackageOf(name), key, order.Signer, order.Slug, clock.GetUtcNow(), stop);
            directory.Forget();
            File.Delete(folder.PackageOf(name));
            await folder.End(name, new(clock.GetUtcNow(), true, Report: report, Link: link), stop);
        }
        catch (Exception trouble) when (trouble is InstallationException or IOException or InvalidDataException or NpgsqlException or UnauthorizedAccessException or System.Text.Json.JsonException or System.Security.Cryptography.CryptographicException)
        {
            if (order.Signer is not null)
            {
                File.Delete(folder.PackageOf(name));
            }
            await folder.End(name, new(clock.GetUtcNow(), false, trouble.Message), stop);
        }
    }
}
