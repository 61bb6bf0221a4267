using System.Text;
using Prongsai.Documents.Reading;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Documents.Reading.Reports;
using Prongsai.Domain.Papers;
using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Features.Papers;

/// <summary><c>read FILE…</c>: what the papers say, and where.</summary>
internal sealed class ReadCommand : ICommand
{
    public string Name => "read";

    public string Help => "FILE… [--json]: what ITA papers say (DOCX, PDF, XLSX, CSV, text, Markdown)";

    public Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop) => PaperFiles.Run(args, AssessText.Read, stdout, stderr, stop);
}

/// <summary><c>assess FILE…</c>: what the papers say, and whether their figures add up by the rules of their year.</summary>
internal sealed class AssessCommand : ICommand
{
    public string Name => "assess";

    public string Help => "FILE… [--json]: read ITA papers and check their figures; exit status 0 agrees, 1 differs, 2 unreadable";

    public Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop) => PaperFiles.Run(args, AssessText.Assess, stdout, stderr, stop);
}

/// <summary>Reads the files named on the command line and prints them; the worst file decides the exit status.</summary>
internal static class PaperFiles
{
    public static async Task<int> Run(string[] args, Action<TextWriter, AssessedFile> print, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var json = args.Contains("--json", StringComparer.Ordinal);
        var rest = args.Where(a => a is not ("--json" or "--")).ToArray();
        if (rest.FirstOrDefault(a => a.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
        {
            throw new UsageException($"there is no option {unknown}; the only one is --json");
        }
        if (rest.Length == 0)
        {
            throw new UsageException("name at least one file");
        }
        IReadOnlyList<Rulebook> rules = RulebookStore.Load().Current;
        var all = new List<AssessedPaper>();
        var status = 0;
        foreach (var path in rest)
        {
            stop.ThrowIfCancellationRequested();
            var file = AssessedFile.Of(await Read(path, rules, stop), rules);
            AssessText.FileProblems(stderr, file.Reading);
            if (!json)
            {
                print(stdout, file);
            }
            all.AddRange(file.Papers);
            status = Math.Max(status, file.ExitStatus);
        }
        if (json)
        {
            await stdout.WriteLineAsync(Encoding.UTF8.GetString(AssessJson.Write(all)));
        }
        await stdout.FlushAsync(stop);
        return status;
    }

    private static async Task<PaperReading> Read(string path, IReadOnlyList<Rulebook> rules, CancellationToken stop) => PaperExtractor.Extract(await Open(path, stop), rules);

    /// <summary>The file as text and tables; a file that cannot be opened is a document without blocks whose problem says why.</summary>
    public static async Task<SourceDocument> Open(string path, CancellationToken stop)
    {
        var name = Path.GetFileName(path);
        try
        {
            await using var stream = new FileStream(path, FileMode.Open, FileAccess.Read, FileShare.Read, 81_920, FileOptions.Asynchronous | FileOptions.SequentialScan);
            return await DocumentReader.Read(stream, name, stop: stop);
        }
        catch (Exception missing) when (missing is FileNotFoundException or DirectoryNotFoundException)
        {
            return Unreadable("file-not-found", "ไม่พบไฟล์นี้ โปรดตรวจชื่อและที่อยู่ของไฟล์");
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            return Unreadable("file-not-readable", "เปิดไฟล์นี้ไม่ได้ โปรดตรวจสิทธิ์การเข้าถึง หรือปิดโปรแกรมอื่นที่กำลังใช้ไฟล์อยู่");
        }

        SourceDocument Unreadable(string code, string message) =>
            new() { FileName = name, Format = "unknown", Blocks = [], Problems = [new ReadProblem(ProblemSeverity.Error, code, message, null)] };
    }
}
