using System.Diagnostics;

namespace Prongsai.Documents.Tests.Writing;

/// <summary>Programs of the machine that look at what we made.</summary>
internal static class Tools
{
    /// <summary>Skips the test, aloud, where a program is not installed.</summary>
    public static void Need(params string[] programs)
    {
        foreach (var program in programs)
        {
            if (!File.Exists("/usr/bin/" + program))
            {
                Assert.Skip($"{program} is not installed: apt-get install chromium poppler-utils libreoffice-writer-nogui fonts-tlwg-laksaman-ttf");
            }
        }
    }

    public static string Run(string program, params string[] arguments) => Run(program, new Dictionary<string, string>(), arguments);

    public static string Run(string program, IReadOnlyDictionary<string, string> environment, params string[] arguments)
    {
        var start = new ProcessStartInfo("/usr/bin/" + program) { RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEndAsync();
        if (!process.WaitForExit(TimeSpan.FromSeconds(120)))
        {
            process.Kill(entireProcessTree: true);
            Assert.Fail($"{program} did not end within two minutes.");
        }
        Assert.True(process.ExitCode == 0, $"{program} ended with {process.ExitCode}: {errors.Result}");
        return output.Result;
    }
}

/// <summary>A folder that goes with the test.</summary>
internal sealed class Scratch : IDisposable
{
    public Scratch() => Directory.CreateDirectory(Folder);

    public string Folder { get; } = Path.Combine(Path.GetTempPath(), "prongsai-test-" + Guid.NewGuid().ToString("N"));

    public string File(string name, byte[] content)
    {
        var path = Path.Combine(Folder, name);
        System.IO.File.WriteAllBytes(path, content);
        return path;
    }

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
