using System.Runtime.InteropServices;
using System.Text;
using Prongsai.Web.Platform.Hosting;
using Prongsai.Web.Platform.Modules;

namespace Prongsai.Web.Platform.CommandLine;

/// <summary>Finds the command named on the command line and runs it.</summary>
internal static class CommandRunner
{
    public static async Task<int> Run(Product product, string[] args)
    {
        ThaiCulture.Use();
        var stdout = new StreamWriter(Console.OpenStandardOutput(), new UTF8Encoding(false)) { AutoFlush = true };
        var stderr = new StreamWriter(Console.OpenStandardError(), new UTF8Encoding(false)) { AutoFlush = true };
        using var stopping = new CancellationTokenSource();
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, Stop);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, Stop);
        return await Run(product, args, stdout, stderr, stopping.Token);

        void Stop(PosixSignalContext context)
        {
            context.Cancel = true;
            stopping.Cancel();
        }
    }

    public static async Task<int> Run(Product product, string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        if (args.Length > 0 && args[0] is "help" or "--help" or "-h")
        {
            await WriteHelp(product, stdout);
            return 0;
        }
        if (args.Length == 0 || args[0].StartsWith("--", StringComparison.Ordinal))
        {
            args = ["serve", .. args];
        }
        var (command, rest) = Find(product, args);
        if (command is null)
        {
            await stderr.WriteLineAsync($"prongsai: there is no command \"{args[0]}\".");
            await WriteHelp(product, stderr);
            return 64;
        }
        if (command is IProductCommand wantsProduct)
        {
            wantsProduct.Product = product;
        }
        try
        {
            return await command.Run(rest, stdout, stderr, stop);
        }
        catch (UsageException usage)
        {
            await stderr.WriteLineAsync($"prongsai {command.Name}: {usage.Message}");
            return 64;
        }
        catch (InstallationException broken)
        {
            await stderr.WriteLineAsync($"prongsai: {broken.Message}");
            return 70;
        }
        catch (Exception away) when (away is Npgsql.NpgsqlException or InvalidOperationException { InnerException: Npgsql.NpgsqlException })
        {
            // A primary that is being replaced while we start; whoever started us tries again (Restart=on-failure).
            await stderr.WriteLineAsync($"prongsai: The database went away: {(away as Npgsql.NpgsqlException ?? away.InnerException!).Message}");
            return 75;
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            return 130;
        }
    }

    private static (ICommand? Command, string[] Arguments) Find(Product product, string[] args)
    {
        for (var words = Math.Min(2, args.Length); words >= 1; words--)
        {
            var name = string.Join(' ', args[..words]);
            if (product.Commands.Find(c => string.Equals(c.Name, name, StringComparison.Ordinal)) is { } command)
            {
                return (command, args[words..]);
            }
        }
        return (null, []);
    }

    private static async Task WriteHelp(Product product, TextWriter to)
    {
        await to.WriteLineAsync("prongsai COMMAND [ARGUMENTS]");
        foreach (var command in product.Commands.OrderBy(c => c.Name, StringComparer.Ordinal))
        {
            await to.WriteLineAsync($"  {command.Name,-16} {command.Help}");
        }
        await to.WriteLineAsync($"Options of commands that use the database: {InstallationOptions.Help}");
    }
}

/// <summary>The command line could not be understood. The message says what to write instead.</summary>
internal sealed class UsageException(string message) : Exception(message);

/// <summary>This machine or data folder cannot run the product as it is. The message says what to do.</summary>
internal sealed class InstallationException(string message, Exception? inner = null) : Exception(message, inner);
