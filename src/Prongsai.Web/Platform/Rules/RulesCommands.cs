using Prongsai.Domain.Rules;
using Prongsai.Web.Platform.CommandLine;

namespace Prongsai.Web.Platform.Rules;

/// <summary>Checks the rules of every year and replays their worked examples. Needs no database.</summary>
internal sealed class RulesCheckCommand : ICommand
{
    public string Name => "rules check";

    public string Help => "Check the rules of every year and replay their examples: rules check [DIR] [--json]";

    public Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var (names, json) = Arguments.Read(args, most: 1, "rules check wants at most one folder.");
        return Task.FromResult(RulesReport.WriteCheck(names is [var folder] ? folder : RulebookStore.DefaultFolder, json, stdout, stderr));
    }
}

/// <summary>Compares two years by kind.</summary>
internal sealed class RulesDiffCommand : ICommand
{
    public string Name => "rules diff";

    public string Help => "What changed from one year's rules to another's: rules diff 2567 2568 [--json]";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var (names, json) = Arguments.Read(args, most: 2, "rules diff wants two years, such as 2567 2568.");
        if (names is not [var from, var to])
        {
            throw new UsageException("write two years, such as: rules diff 2567 2568.");
        }
        try
        {
            return RulesReport.WriteDiff(RulebookStore.Load(), from, to, json, stdout, stderr);
        }
        catch (RulebookException broken)
        {
            await stderr.WriteLineAsync(broken.Message);
            return 1;
        }
    }
}

/// <summary>Writes docs/kinds.md.</summary>
internal sealed class RulesKindsCommand : ICommand
{
    public string Name => "rules kinds";

    public string Help => "Which kind of item, question or indicator is which number in which year, as Markdown.";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        Arguments.Read(args, most: 0, "rules kinds takes no arguments.");
        await stdout.WriteAsync(KindTable.Markdown(RulebookStore.Load()));
        return 0;
    }
}

/// <summary>Names and <c>--json</c>.</summary>
file static class Arguments
{
    public static (string[] Names, bool Json) Read(string[] args, int most, string otherwise)
    {
        var names = args.Where(a => !a.StartsWith('-')).ToArray();
        if (args.FirstOrDefault(a => a.StartsWith('-') && a != "--json") is { } unknown)
        {
            throw new UsageException($"\"{unknown}\" is not an option here; known is --json.");
        }
        return names.Length <= most ? (names, args.Contains("--json")) : throw new UsageException(otherwise);
    }
}
