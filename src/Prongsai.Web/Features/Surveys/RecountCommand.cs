using System.Globalization;
using Npgsql;
using Prongsai.Domain;
using Prongsai.Domain.Surveys;
using Prongsai.Web.Features.Surveys.Answers;
using Prongsai.Web.Platform.CommandLine;
using Prongsai.Web.Platform.Cluster;
using Prongsai.Web.Platform.Persistence;
using Prongsai.Web.Platform.Rules;

namespace Prongsai.Web.Features.Surveys;

/// <summary>
/// Counts a year's answers again and says whether every kept score still follows from them. Prints sums of the whole installation only; names
/// a survey, never an answer, when a score does not follow.
/// </summary>
internal sealed class RecountCommand : ICommand
{
    public string Name => "surveys recount";

    public string Help => "Count the answers of a year (--year 2568) again and compare with the scores that were kept.";

    public async Task<int> Run(string[] args, TextWriter stdout, TextWriter stderr, CancellationToken stop)
    {
        var options = InstallationOptions.Read(args, out var rest);
        var year = rest is ["--year", var said] && FiscalYear.TryParse(said, CultureInfo.InvariantCulture, out var read) ? read : throw new UsageException("surveys recount wants --year and a fiscal year, such as --year 2568.");
        await using var installation = await Installation.Open(options, exclusively: false, stop);
        await using var database = NpgsqlDataSource.Create(installation.OwnerConnection);
        var rules = RulebookStore.Load();
        var wrong = 0;
        foreach (var (kind, tool) in new[] { (SurveyKind.Internal, "IIT"), (SurveyKind.External, "EIT") })
        {
            if (rules.Find(year) is not { } book || SurveyForm.OfYear(book, tool) is not { } form)
            {
                await stdout.WriteLineAsync($"{tool} {year}: the rules at hand hold no questions.");
                continue;
            }
            var kept = await Kept(database, year, kind, stop);
            var (all, surveys) = await Recount.Run(database, year, kind, book.Id, form.Cells, Compare, stop);
            var score = surveys == 0 ? null : SurveyScoring.Score(book, tool, SurveyScoring.Spreads(form, all, Survey.DefaultLeast), null).Tool;
            await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"{tool} {year}: {surveys} surveys, {all.Respondents} answers{(score is { } mean ? $", together {Math.Round(mean, 2, MidpointRounding.AwayFromZero):0.00}" : "")}"));

            if (kept.Count > 0)
            {
                await stdout.WriteLineAsync(string.Create(CultureInfo.InvariantCulture, $"  {kept.Count} scored surveys were of another edition of the rules and were not compared."));
            }

            void Compare(Guid survey, Tally tally)
            {
                if (kept.Remove(survey, out var was) && was.Score is { } before && Math.Round(SurveyScoring.Score(book, tool, SurveyScoring.Spreads(form, tally, was.Least), null).Tool ?? -1m, 2, MidpointRounding.AwayFromZero) != Math.Round(before, 2, MidpointRounding.AwayFromZero))
                {
                    wrong++;
                    stdout.WriteLine($"  survey {survey}: the kept score does not follow from its answers");
                }
            }
        }
        await stdout.WriteLineAsync(wrong == 0 ? "Every kept score follows from the answers." : string.Create(CultureInfo.InvariantCulture, $"{wrong} kept scores do not follow from the answers."));
        return wrong == 0 ? 0 : 1;
    }

    private static async Task<Dictionary<Guid, (decimal? Score, int Least)>> Kept(NpgsqlDataSource database, FiscalYear year, SurveyKind kind, CancellationToken stop)
    {
        var kept = new Dictionary<Guid, (decimal? Score, int Least)>();
        await using var command = database.CreateCommand("select id, (scores ->> $3)::numeric, least from surveys where year = $1 and kind = $2 and state = 'scored'");
        command.Parameters.Add(new() { Value = (short)year.Value });
        command.Parameters.Add(new() { Value = KebabCase<SurveyKind>.Write(kind) });
        command.Parameters.Add(new() { Value = kind is SurveyKind.Internal ? "IIT" : "EIT" });
        await using var rows = await command.ExecuteReaderAsync(stop);
        while (await rows.ReadAsync(stop))
        {
            kept[rows.GetGuid(0)] = (await rows.IsDBNullAsync(1, stop) ? (decimal?)null : rows.GetDecimal(1), rows.GetInt16(2));
        }
        return kept;
    }
}
