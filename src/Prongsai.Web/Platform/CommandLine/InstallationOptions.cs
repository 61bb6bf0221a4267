using System.Globalization;

namespace Prongsai.Web.Platform.CommandLine;

/// <summary>Where an installation keeps its data and listens.</summary>
/// <param name="DataDirectory">Absolute. Files, the private cluster and secrets.</param>
/// <param name="Port">Of the web server, on the loopback address unless <paramref name="Address"/> says otherwise.</param>
/// <param name="Address">The address to listen on.</param>
/// <param name="Database">Connection string of the owner of the database; null is the private cluster.</param>
internal sealed record InstallationOptions(string DataDirectory, int Port = 5080, string Address = "127.0.0.1", string? Database = null)
{
    public const string Help = "--data DIR  --port N  --address IP  --database CONNECTION (or PRONGSAI_DATA, PRONGSAI_PORT, PRONGSAI_ADDRESS, PRONGSAI_DATABASE)";

    /// <summary>Reads the options and gives back the arguments that are not options of ours.</summary>
    /// <exception cref="UsageException">A value is missing or wrong.</exception>
    public static InstallationOptions Read(string[] args, out string[] rest)
    {
        var others = new List<string>();
        var data = Environment.GetEnvironmentVariable("PRONGSAI_DATA");
        var port = Environment.GetEnvironmentVariable("PRONGSAI_PORT");
        var address = Environment.GetEnvironmentVariable("PRONGSAI_ADDRESS");
        var database = Environment.GetEnvironmentVariable("PRONGSAI_DATABASE");
        for (var i = 0; i < args.Length; i++)
        {
            var (name, value) = args[i].Split('=', 2) is [var before, var after] ? (before, after) : (args[i], null);
            if (name is not ("--data" or "--port" or "--address" or "--database"))
            {
                others.Add(args[i]);
                continue;
            }
            value ??= ++i < args.Length ? args[i] : throw new UsageException($"{name} needs a value.");
            switch (name)
            {
                case "--data": data = value; break;
                case "--port": port = value; break;
                case "--address": address = value; break;
                default: database = value; break;
            }
        }
        rest = [.. others];
        return new InstallationOptions(
            Path.GetFullPath(string.IsNullOrEmpty(data) ? "data" : data),
            string.IsNullOrEmpty(port) ? 5080 : ReadPort(port),
            string.IsNullOrEmpty(address) ? "127.0.0.1" : address,
            string.IsNullOrEmpty(database) ? null : database);
    }

    private static int ReadPort(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and < 65536
            ? port
            : throw new UsageException($"--port wants a number between 1 and 65535, not \"{text}\".");
}
