using System.Text;
using Prongsai.Documents.Checking;
using Prongsai.Documents.Reading.Extraction;
using Prongsai.Documents.Reading.Reports;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Features.Papers;

/// <summary><c>check FILE…</c>: slips in a paper's names, codes, figures, dates, measures and parts.</summary>
internal sealed class CheckCommand : ICommand
{
    public string Name => "check";

    public string Help => "FILE… [--json]: look for slips in ITA papers; exit status 0 nothing above info, 1 findings, 2 unreadable";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var json = args.Contains("--json", StringComparer.Ordinal);
        var files = args.Where(a => a is not ("--json" or "--")).ToArray();
        if (files.FirstOrDefault(a => a.StartsWith("--", StringComparison.Ordinal)) is { } unknown)
        {
            throw new UsageException($"there is no option {unknown}; the only one is --json");
        }
        if (files.Length == 0)
        {
            throw new UsageException("name at least one file");
        }
        var rules = RulebookStore.Load().Current;
        var data = CheckDataStore.Load();
        var checkedFiles = new List<CheckedFile>();
        foreach (var path in files)
        {
            stop.ThrowIfCancellationRequested();
            var document = await PaperFiles.Open(path, stop);
            var reading = PaperExtractor.Extract(document, rules);
            AssessText.FileProblems(stderr, reading);
            var file = new CheckedFile(reading, DocumentCheck.Check(document, reading, rules, data));
            if (!json && file.ExitStatus < 2)
            {
                CheckText.Write(stdout, file);
            }
            checkedFiles.Add(file);
        }
        if (json)
        {
            await stdout.WriteLineAsync(Encoding.UTF8.GetString(CheckJson.Write(checkedFiles)));
        }
        await stdout.FlushAsync(stop);
        return checkedFiles.Max(f => f.ExitStatus);
    }
}
